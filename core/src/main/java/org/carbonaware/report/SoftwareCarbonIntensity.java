package org.carbonaware.report;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.carbonaware.control.TrainingFacts;
import org.carbonaware.ledger.RunAccount;
import org.carbonaware.ledger.RunAccount.ComponentTotal;
import org.carbonaware.ledger.RunSummary;

/**
 * The software carbon intensity of a training (ISO/IEC 21031): {@code SCI = (O + M) per R}, with O
 * the emissions of operation by the grid's intensity (location-based), pauses and the facility's
 * overhead included, M the share of making the hardware, and R a functional unit. What was bought
 * (market-based figures, certificates, offsets) and what was avoided are in no figure. Computed
 * over the entire run. Immutable.
 *
 * @param operationalGrams O, gCO2e
 * @param embodiedGrams M, gCO2e
 * @param rates the score for each functional unit whose number is known; empty if no emission is
 *     known
 * @param boundary what is counted
 * @param method how it is counted
 */
public record SoftwareCarbonIntensity(
    double operationalGrams,
    double embodiedGrams,
    List<Rate> rates,
    String boundary,
    String method) {
  /** Copies the list. */
  public SoftwareCarbonIntensity {
    rates = List.copyOf(rates);
  }

  /** A functional unit. */
  public enum Unit {
    /** The whole training. */
    RUN("run"),
    /** A full pass through the data. */
    EPOCH("epoch"),
    /** A sample trained on once. */
    SAMPLE("sample"),
    /** A trainable parameter of the model. */
    PARAMETER("parameter"),
    /** A floating point operation, gross as counted from the model's layers. */
    FLOP("FLOP");

    private final String label;

    Unit(String label) {
      this.label = label;
    }

    /**
     * The word used in reports.
     *
     * @return such as {@code epoch}
     */
    public String label() {
      return label;
    }
  }

  /**
   * A score.
   *
   * @param unit the functional unit R
   * @param units how many of them the run delivered, above 0
   * @param grams (O + M) for one of them, gCO2e
   */
  public record Rate(Unit unit, double units, double grams) {}

  /**
   * Computes the scores of a run.
   *
   * @param account the run
   * @return the scores
   */
  public static SoftwareCarbonIntensity of(RunAccount account) {
    List<Rate> rates = new ArrayList<>();
    Findings findings = new Findings(account);
    double total = account.footprint().totalGrams();
    if (findings.emissionsKnown() && Double.isFinite(total)) {
      TrainingFacts facts = account.training();
      OptionalDouble samples = samples(account);
      add(rates, Unit.RUN, OptionalDouble.of(1), total);
      add(rates, Unit.EPOCH, OptionalDouble.of((double) account.summary().epochs()), total);
      add(rates, Unit.SAMPLE, samples, total);
      add(rates, Unit.PARAMETER, OptionalDouble.of((double) facts.parameters().orElse(0)), total);
      add(rates, Unit.FLOP, flops(account), total);
    }
    return new SoftwareCarbonIntensity(
        account.footprint().locationGrams(),
        account.footprint().embodiedGrams(),
        rates,
        boundary(account),
        method(account, findings));
  }

  private static void add(List<Rate> rates, Unit unit, OptionalDouble units, double total) {
    if (units.isPresent() && units.getAsDouble() > 0) {
      rates.add(new Rate(unit, units.getAsDouble(), total / units.getAsDouble()));
    }
  }

  /**
   * Samples trained on: those of the full epochs and of the batches after them. What was trained
   * again after a crash counts once.
   */
  static OptionalDouble samples(RunAccount account) {
    RunSummary run = account.summary();
    double perEpoch = account.training().samplesPerEpoch().orElse(0);
    double perBatch = account.training().samplesPerBatch().orElse(0);
    if (perEpoch > 0 && perBatch > 0) {
      double batchesAfter = run.batches() - run.epochs() * Math.ceil(perEpoch / perBatch);
      double after = Math.min(perEpoch, Math.max(0, batchesAfter) * perBatch);
      return OptionalDouble.of(run.epochs() * perEpoch + after);
    }
    double known = perEpoch > 0 ? run.epochs() * perEpoch : run.batches() * perBatch;
    return known > 0 ? OptionalDouble.of(known) : OptionalDouble.empty();
  }

  /** Floating point operations of the whole training. */
  static OptionalDouble flops(RunAccount account) {
    OptionalDouble samples = samples(account);
    double perSample = account.training().flopsPerSample().orElse(0);
    return samples.isPresent() && perSample > 0
        ? OptionalDouble.of(samples.getAsDouble() * perSample)
        : OptionalDouble.empty();
  }

  private static String boundary(RunAccount account) {
    String metered = account.components().isEmpty()
        ? "nothing that was metered"
        : account.components().stream().map(ComponentTotal::name).collect(Collectors.joining(", "));
    String facility = Quantities.number(account.boundary().facility().pue());
    return "operation of " + metered + " from the run's start to its end, pauses included, times"
        + " a PUE of " + facility + "; "
        + (account.footprint().embodiedGrams() > 0
            ? "making of the hardware for the time it was kept"
            : "making of the hardware is not included: nothing is known of it");
  }

  private static String method(RunAccount account, Findings findings) {
    return "energy " + findings.methods() + ", each interval times the grid's "
        + account.summary().basis() + " intensity at its moment, location-based, "
        + findings.intensities()
        + "; no market-based figure, certificate, offset or avoided emission is in it";
  }
}
