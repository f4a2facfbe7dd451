package org.carbonaware.ledger;

import java.time.DateTimeException;

/** Lines that were read before, or are read again at each walk through them. */
final class EntryLines implements LineSource {
  private final Iterable<LedgerEntry> entries;

  EntryLines(Iterable<LedgerEntry> entries) {
    this.entries = entries;
  }

  @Override
  public void forEach(Sink sink) {
    EnergyLine energy = new EnergyLine();
    for (LedgerEntry entry : entries) {
      try {
        if (entry.kind().equals("energy")) {
          energy.read(entry);
          sink.energy(energy);
        } else {
          BriefTexts.in(entry.fields());
          sink.other(entry);
        }
      } catch (DateTimeException e) {
        throw new LedgerException(
            "line " + entry.sequence() + " of the ledger (" + entry.kind() + ") has a wrong time: "
                + e.getMessage(),
            e);
      } catch (IllegalArgumentException | ArithmeticException e) {
        throw new LedgerException(
            "line " + entry.sequence() + " of the ledger (" + entry.kind() + "): " + e.getMessage(),
            e);
      }
    }
  }

  @Override
  public void forEachEnergy(EnergySink sink) {
    EnergyLine energy = new EnergyLine();
    for (LedgerEntry entry : entries) {
      if (entry.kind().equals("energy")) {
        energy.read(entry);
        sink.energy(energy);
      }
    }
  }

  @Override
  public String name() {
    return "the ledger";
  }
}
