package org.carbonaware.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.carbonaware.control.TrainingFacts;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.ledger.IntensityOrigins.Origin;
import org.carbonaware.ledger.LineSource.Sink;
import org.carbonaware.ledger.RunAccount.DecisionMoment;
import org.carbonaware.ledger.RunAccount.LossMoment;
import org.jspecify.annotations.Nullable;

/**
 * Adds up a run's lines as they come. It takes memory for hours, changes of intensity, and a
 * bounded number of everything else, however many lines there are.
 */
final class AccountBuilder implements Sink {
  private static final int DECISIONS_EACH = 500;
  private static final int WARNINGS_EACH = 200;

  /** No grid comes near it, and what is computed from it stays a number. */
  private static final double MOST_GRAMS_PER_KWH = 1e6;

  final IntensityTimeline timeline = new IntensityTimeline();
  final PauseTotals pauses = new PauseTotals();
  final RunCourse course = new RunCourse(timeline, pauses);
  final Map<Phase, PhaseSum> phases = new EnumMap<>(Phase.class);
  final Slices slices = new Slices();
  final ComponentTotals components = new ComponentTotals(slices);
  final HourTotals hours = new HourTotals();
  final EpochTotals epochs = new EpochTotals();
  final LossThinning losses = new LossThinning();
  final IntensityOrigins origins = new IntensityOrigins();
  final UncertainEnergy uncertain = new UncertainEnergy();
  final FirstAndLast<DecisionMoment> decisions = new FirstAndLast<>(DECISIONS_EACH);
  final FirstAndLast<String> warnings = new FirstAndLast<>(WARNINGS_EACH);
  final Set<String> methods = new FirstTexts();
  final double[] sliceGrams = slices.series();
  final double[] sliceRunning = slices.series();
  final double[] slicePaused = slices.series();
  TrainingFacts facts = TrainingFacts.UNKNOWN;
  Optional<IntensitySeries> actual = Optional.empty();
  double joulesWithoutIntensity;

  /** Of all phases together. */
  long meteredNanos;

  /** Energy of intervals whose beginning was not believed. */
  double timelessJoules;

  long lastAt = Long.MIN_VALUE;

  /** Adds up one phase. */
  static final class PhaseSum {
    long nanos;
    double joules;
    double grams;
  }

  PhaseSum phase(Phase phase) {
    return phases.computeIfAbsent(phase, added -> new PhaseSum());
  }

  @Override
  public void energy(EnergyLine line) {
    slices.begin(line.from);
    PhaseSum sum = phase(line.phase);
    sum.nanos += line.nanos();
    meteredNanos = Math.addExact(meteredNanos, line.nanos());
    timelessJoules += line.timeless ? line.joules : 0;
    sum.joules += line.joules;
    if (line.known()) {
      sum.grams += line.grams;
      if (line.joules > 0) {
        timeline.book(line.from, line.to, line.grams / line.joules * RunAccount.JOULES_PER_KWH);
      }
      slices.add(sliceGrams, line.from, line.to, line.grams);
    } else {
      joulesWithoutIntensity += line.joules;
      timeline.book(line.from, line.to, Double.NaN);
    }
    boolean active = line.phase == Phase.ACTIVE;
    slices.add(active ? sliceRunning : slicePaused, line.from, line.to, (double) line.nanos());
    if (!active) {
      pauses.add(line);
    }
    Origin origin = line.known() && line.joules > 0
        ? origins.of(line.grams / line.joules * RunAccount.JOULES_PER_KWH)
        : null;
    components.add(line);
    hours.add(line, origin);
    epochs.add(line);
    uncertain.add(line, origin);
    course.energy(line);
    methods.add(line.method);
    lastAt = Math.max(lastAt, line.to);
  }

  @Override
  public void other(LedgerEntry entry) {
    long at = EpochNanos.of(entry.at());
    ObjectNode fields = entry.fields();
    switch (entry.kind()) {
      case "run-started" -> {
        components.closeProcess();
        course.start(entry, at, lastAt);
        slices.begin(course.startedAt);
      }
      case "training" -> facts = facts(fields).or(facts);
      case "meters" -> components.describe(fields);
      case "intensity" -> {
        double gramsPerKwh = intensity(fields);
        origins.add(gramsPerKwh, fields);
        course.observe(
            EpochNanos.of(Instant.parse(fields.path("intensityAt").asText())), gramsPerKwh);
      }
      case "state" -> course.change(fields, at, origins.current());
      case "decision" -> decisions.add(decision(entry.at(), fields));
      case "loss" -> addLoss(entry.at(), fields);
      case "checkpoint" -> course.checkpoint(fields, at);
      case "warning" -> warnings.add(fields.path("text").asText());
      case EventLines.RUN_ENDED -> course.end(fields, at);
      default -> {
        // Kinds of later versions.
      }
    }
    lastAt = Math.max(lastAt, at);
  }

  private void addLoss(Instant at, ObjectNode fields) {
    double loss = fields.path("loss").asDouble(Double.NaN);
    if (Double.isFinite(loss)) {
      losses.add(new LossMoment(
          at, fields.path("batches").asLong(), fields.path("epochs").asLong(), loss));
    }
  }

  private static DecisionMoment decision(Instant at, ObjectNode fields) {
    boolean known = fields.path("gramsPerKwh").isNumber();
    Origin origin = known ? Origin.of(fields) : new Origin("", "");
    return new DecisionMoment(
        at,
        fields.path("action").asText(),
        Instant.parse(fields.path("until").asText()),
        fields.path("rule").asText(),
        fields.path("reason").asText(),
        known ? fields.path("gramsPerKwh").asDouble() : Double.NaN,
        origin.kind(),
        origin.source());
  }

  private static TrainingFacts facts(ObjectNode fields) {
    return new TrainingFacts(
        text(fields.get("model")),
        text(fields.get("framework")),
        text(fields.get("frameworkVersion")),
        count(fields.get("parameters")),
        count(fields.get("samplesPerEpoch")),
        count(fields.get("samplesPerBatch")),
        fields.path("flopsPerSample").asDouble() > 0
            ? OptionalDouble.of(fields.path("flopsPerSample").asDouble())
            : OptionalDouble.empty(),
        text(fields.get("device")),
        text(fields.get("task")));
  }

  private static Optional<String> text(@Nullable JsonNode field) {
    return Optional.ofNullable(field).map(JsonNode::asText).filter(text -> !text.isEmpty());
  }

  /** NaN if it is not told. */
  private static double intensity(ObjectNode fields) {
    double gramsPerKwh = fields.path("gramsPerKwh").asDouble(Double.NaN);
    if (gramsPerKwh < 0 || gramsPerKwh > MOST_GRAMS_PER_KWH) {
      throw new IllegalArgumentException(
          "gramsPerKwh " + gramsPerKwh + ": expected 0 to " + MOST_GRAMS_PER_KWH);
    }
    return gramsPerKwh;
  }

  /** What can't be counted is unknown. */
  private static OptionalLong count(@Nullable JsonNode field) {
    return field != null && field.isNumber() && field.asLong() >= 0
        ? OptionalLong.of(field.asLong())
        : OptionalLong.empty();
  }
}
