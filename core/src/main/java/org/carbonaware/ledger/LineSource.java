package org.carbonaware.ledger;

/** The lines of one run, to be gone through as often as needed. */
interface LineSource {
  /** Takes lines. What it is given is only good until it returns. */
  interface Sink {
    /** A line of energy. */
    void energy(EnergyLine line);

    /** Any other line. */
    void other(LedgerEntry line);
  }

  /** Takes lines of energy. What it is given is only good until it returns. */
  interface EnergySink {
    void energy(EnergyLine line);
  }

  /** Tells the sink every line. */
  void forEach(Sink sink);

  /**
   * Tells the sink the energy lines that {@link #forEach} told, but of each only its times, phase
   * and joules.
   */
  void forEachEnergy(EnergySink sink);

  /** What messages name it by. */
  String name();
}
