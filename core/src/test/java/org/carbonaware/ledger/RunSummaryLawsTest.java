package org.carbonaware.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.carbonaware.control.ControllerState.PAUSED;
import static org.carbonaware.control.ControllerState.PAUSING;
import static org.carbonaware.control.ControllerState.RESUMING;
import static org.carbonaware.control.ControllerState.RUNNING;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every run, tried on random ones. */
class RunSummaryLawsTest {
  static LongStream seeds() {
    return new SplittableRandom(42).longs(200);
  }

  /** Works and, if it may, pauses, crashes, and loses sight of the grid. */
  private static RecordedRun run(long seed, boolean pausing) {
    SplittableRandom random = new SplittableRandom(seed);
    RecordedRun run = new RecordedRun().begin();
    for (int step = 0; step < 40; step++) {
      switch (random.nextInt(pausing ? 5 : 3)) {
        case 0 -> run.grid(random.nextDouble(0, 1000));
        case 1 -> run.gridUnknown();
        case 3 -> {
          run.become(PAUSING);
          draw(run, random, 10);
          run.become(PAUSED);
          draw(run, random, 1);
          run.become(RESUMING);
          draw(run, random, 10);
          run.become(RUNNING);
        }
        case 4 -> {
          Instant left = run.now;
          run.away(Duration.ofSeconds(random.nextInt(1, 5000))).begin();
          if (random.nextBoolean()) {
            run.observed(left, random.nextDouble(0, 1000));
          }
        }
        default -> {
          // the grid stays as it is
        }
      }
      draw(run, random, 100);
    }
    return run;
  }

  private static void draw(RecordedRun run, SplittableRandom random, double watts) {
    Duration time = Duration.ofMillis(random.nextInt(1, 60_000));
    run.draw(time, watts * random.nextDouble() * time.toMillis() / 1000);
  }

  private static Offset<Double> relative(double value) {
    return within(1e-9 * Math.max(1, Math.abs(value)));
  }

  private static void assertClose(double actual, double expected) {
    assertThat(actual).isCloseTo(expected, relative(expected));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everythingAddsUp(long seed) {
    RecordedRun run = run(seed, true);
    RunSummary summary = run.summary();
    double grams = 0;
    double joules = 0;
    double unknown = 0;
    Duration metered = Duration.ZERO;
    for (LedgerEntry entry : run.entries()) {
      if (entry.kind().equals("energy")) {
        ObjectNode fields = entry.fields();
        grams += fields.path("grams").asDouble(0);
        joules += fields.path("joules").asDouble();
        unknown += fields.has("grams") ? 0 : fields.path("joules").asDouble();
        Instant from = Instant.parse(fields.path("from").asText());
        metered = metered.plus(Duration.between(from, entry.at()));
      }
    }
    assertClose(summary.grams(), grams);
    assertClose(summary.active().grams() + summary.pauses().grams(), grams);
    assertClose(summary.joules(), joules);
    assertClose(summary.active().joules() + summary.pauses().joules(), joules);
    assertClose(summary.joulesWithoutIntensity(), unknown);
    assertThat(summary.active().time().plus(summary.pauses().time())).isEqualTo(metered);
    assertThat(metered.plus(summary.away()))
        .isEqualTo(Duration.between(summary.startedAt(), summary.endedAt()));
    assertThat(summary.counterfactualMissingJoules())
        .isBetween(0.0, summary.active().joules() * (1 + 1e-9));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aRunThatNeverPausedIsItsOwnCounterfactual(long seed) {
    RunSummary summary = run(seed, false).summary();
    assertClose(summary.counterfactualGrams(), summary.grams());
    assertClose(summary.counterfactualMissingJoules(), summary.joulesWithoutIntensity());
    assertThat(summary.avoidedGrams()).isCloseTo(0, relative(summary.grams()));
    assertThat(summary.delay()).isZero();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void gramsScaleWithTheIntensities(long seed) {
    RecordedRun run = run(seed, true);
    RunSummary once = run.summary();
    RunSummary thrice = RunSummary.of(changed(run, fields -> {
      for (String name : List.of("grams", "gramsPerKwh")) {
        if (fields.has(name)) {
          fields.put(name, 3 * fields.path(name).asDouble());
        }
      }
      return fields;
    }));
    assertClose(thrice.grams(), 3 * once.grams());
    assertClose(thrice.counterfactualGrams(), 3 * once.counterfactualGrams());
    assertClose(thrice.avoidedGrams(), 3 * once.avoidedGrams());
    assertClose(thrice.joules(), once.joules());
    assertClose(thrice.counterfactualMissingJoules(), once.counterfactualMissingJoules());
  }

  private static List<LedgerEntry> changed(RecordedRun run, UnaryOperator<ObjectNode> change) {
    return run.entries().stream()
        .map(entry -> new LedgerEntry(
            entry.sequence(),
            entry.at(),
            entry.kind(),
            change.apply(entry.fields().deepCopy())))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void splittingIntervalsChangesNothing(long seed) {
    RecordedRun run = run(seed, true);
    SplittableRandom random = new SplittableRandom(seed);
    List<LedgerEntry> split = new ArrayList<>();
    for (LedgerEntry entry : run.entries()) {
      if (entry.kind().equals("energy") && random.nextBoolean()) {
        split.addAll(halves(entry, random.nextDouble()));
      } else {
        split.add(entry);
      }
    }
    assertThat(split).hasSizeGreaterThan(run.entries().size());
    RunSummary whole = run.summary();
    RunSummary parts = RunSummary.of(split);
    assertClose(parts.grams(), whole.grams());
    assertClose(parts.joules(), whole.joules());
    assertClose(parts.counterfactualGrams(), whole.counterfactualGrams());
    assertClose(parts.counterfactualMissingJoules(), whole.counterfactualMissingJoules());
    assertThat(parts.active().time()).isEqualTo(whole.active().time());
    assertThat(parts.pauses().time()).isEqualTo(whole.pauses().time());
    assertThat(parts.away()).isEqualTo(whole.away());
  }

  /** Two entries that tell the same energy, cut at a share of its time. */
  private static List<LedgerEntry> halves(LedgerEntry entry, double at) {
    Instant from = Instant.parse(entry.fields().path("from").asText());
    long nanos = Duration.between(from, entry.at()).toNanos();
    Instant middle = from.plusNanos((long) (nanos * at));
    double share = Duration.between(from, middle).toNanos() / (double) nanos;
    ObjectNode first = entry.fields().deepCopy();
    ObjectNode second = entry.fields().deepCopy().put("from", middle.toString());
    for (String name : List.of("joules", "grams")) {
      if (entry.fields().has(name)) {
        double value = entry.fields().path(name).asDouble();
        first.put(name, value * share);
        second.put(name, value * (1 - share));
      }
    }
    return List.of(
        new LedgerEntry(entry.sequence(), middle, "energy", first),
        new LedgerEntry(entry.sequence(), entry.at(), "energy", second));
  }
}
