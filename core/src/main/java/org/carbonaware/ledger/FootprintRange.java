package org.carbonaware.ledger;

import java.util.Map;

/**
 * The range that a run's emissions of operation lie in. Errors of energy and intensity are
 * multiplied: the lower end is the sum of {@code grams x (1 - e) x (1 - i)}, the upper one that of
 * {@code grams x (1 + e) x (1 + i)}. No confidence is attached to it: it is where the figures would
 * lie if all errors went the same way.
 *
 * <p>Intensities are taken as good to 5 % if measured (the mix is metered, the factors of the fuels
 * are not), 10 % if estimated, 15 % if forecast, 40 % if assumed, such as a yearly mean or a
 * typical hour, or of a kind the record does not tell; twice that if the figure was stale when it
 * was used. These are chosen: sources publish no error.
 *
 * <p>Energy without an intensity and energy that killed processes had not booked are in no figure.
 * The upper end has them at the highest intensity of the run, or at 1000 g/kWh, that of coal, if
 * none is known.
 */
final class FootprintRange {
  private static final double COAL = 1000;

  private final UncertainEnergy uncertain;
  private final MeterErrors errors;
  private final double pue;

  FootprintRange(UncertainEnergy uncertain, MeterErrors errors, double pue) {
    this.uncertain = uncertain;
    this.errors = errors;
    this.pue = pue;
  }

  double low() {
    double sum = 0;
    for (Map.Entry<String, Double> part : uncertain.gramsByKind().entrySet()) {
      sum += part.getValue() * errors.low() * (1 - error(part.getKey()));
    }
    return sum * pue;
  }

  /**
   * The upper end.
   *
   * @param missingJoules what is in no figure
   * @param highestGramsPerKwh the highest known intensity; 0 if none is
   */
  double high(double missingJoules, double highestGramsPerKwh) {
    double sum = 0;
    for (Map.Entry<String, Double> part : uncertain.gramsByKind().entrySet()) {
      sum += part.getValue() * (1 + error(part.getKey()));
    }
    double gramsPerKwh = highestGramsPerKwh > 0 ? highestGramsPerKwh : COAL;
    sum += missingJoules / RunAccount.JOULES_PER_KWH * gramsPerKwh;
    return sum * errors.high() * pue;
  }

  /** How far an intensity may be off, as a share of it. */
  private static double error(String kind) {
    boolean stale = kind.startsWith("stale ");
    double fresh = switch (stale ? kind.substring("stale ".length()) : kind) {
      case "measured" -> 0.05;
      case "estimated" -> 0.1;
      case "forecast" -> 0.15;
      default -> 0.4;
    };
    return stale ? 2 * fresh : fresh;
  }
}
