package org.carbonaware.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.carbonaware.ledger.LedgerEntry;

/**
 * A decision as it stands in a ledger, and what came of it.
 *
 * @param number its place among the run's recorded decisions, from 1
 * @param at when it was made
 * @param action {@code RUN} or {@code PAUSE}
 * @param rule the rule that fired
 * @param reason its figures in words
 * @param expectedUntil until when it was expected to hold; empty if the record does not say
 * @param intensity the intensity that it knew, empty if it was unknown
 * @param job the work and the deadline that it knew, empty if the work was unknown
 * @param warnings what had gone wrong since the decision before
 * @param outcome what came of it
 */
record RecordedDecision(
    int number,
    Instant at,
    String action,
    String rule,
    String reason,
    Optional<Instant> expectedUntil,
    Optional<KnownIntensity> intensity,
    Optional<KnownJob> job,
    List<String> warnings,
    Outcome outcome) {
  /**
   * The intensity that a decision knew.
   *
   * @param gramsPerKwh gCO2e per kWh
   * @param basis what it counts
   * @param at the start of the step that it is about, empty if not recorded
   * @param source who said it
   * @param kind how it is known
   * @param freshness live, cached, stale or static
   * @param age how old the answer was
   */
  record KnownIntensity(
      double gramsPerKwh,
      String basis,
      Optional<Instant> at,
      String source,
      String kind,
      String freshness,
      Duration age) {}

  /**
   * The job that a decision knew.
   *
   * @param workLeft at the usual speed
   * @param pessimisticWorkLeft at a pessimistic speed
   * @param deadline when it must be done
   */
  record KnownJob(Duration workLeft, Duration pessimisticWorkLeft, Instant deadline) {
    /** How long the training could have stood still at most. */
    Duration slack(Instant now) {
      return Duration.between(now, deadline).minus(pessimisticWorkLeft);
    }
  }

  /**
   * What came of a decision.
   *
   * @param until when the next was made, or the record ends
   * @param meanGramsPerKwh the grid's mean until then, empty if nothing was recorded
   * @param lowest the lowest intensity recorded later on, before the deadline; empty if none is
   * @param steps state changes and checkpoints until then, in words
   */
  record Outcome(
      Instant until, OptionalDouble meanGramsPerKwh, Optional<Lowest> lowest, List<String> steps) {
    /** How long it held. */
    Duration lasted(Instant at) {
      return Duration.between(at, until);
    }
  }

  /**
   * A low intensity.
   *
   * @param at since when it held
   * @param gramsPerKwh gCO2e per kWh
   */
  record Lowest(Instant at, double gramsPerKwh) {}

  RecordedDecision with(Outcome other) {
    return new RecordedDecision(
        number, at, action, rule, reason, expectedUntil, intensity, job, warnings, other);
  }

  boolean isPause() {
    return action.equals("PAUSE");
  }

  static Optional<KnownIntensity> intensity(LedgerEntry entry) {
    ObjectNode fields = entry.fields();
    return fields.has("gramsPerKwh")
        ? Optional.of(new KnownIntensity(
            fields.path("gramsPerKwh").asDouble(),
            fields.path("basis").asText("unknown basis"),
            time(fields, "intensityAt"),
            fields.path("source").asText("an unknown source"),
            fields.path("intensityKind").asText("unknown"),
            fields.path("freshness").asText("unknown"),
            Duration.ofSeconds(fields.path("ageSeconds").asLong())))
        : Optional.empty();
  }

  static Optional<KnownJob> job(LedgerEntry entry) {
    ObjectNode fields = entry.fields();
    Optional<Instant> deadline = time(fields, "deadline");
    return fields.has("workLeft") && deadline.isPresent()
        ? Optional.of(new KnownJob(
            Duration.parse(fields.path("workLeft").asText()),
            Duration.parse(fields
                .path("pessimisticWorkLeft")
                .asText(fields.path("workLeft").asText())),
            deadline.get()))
        : Optional.empty();
  }

  static Optional<Instant> time(ObjectNode fields, String name) {
    return fields.has(name)
        ? Optional.of(
            ObservedIntensities.checked(Instant.parse(fields.path(name).asText())))
        : Optional.empty();
  }
}
