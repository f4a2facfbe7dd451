package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.carbonaware.checkpoint.tck.InMemoryCheckpointStore;
import org.carbonaware.control.ControllerEvent.RunStarted;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.Provenance;
import org.carbonaware.ledger.Ledger;
import org.carbonaware.ledger.RunSummary;
import org.carbonaware.plan.Decision;
import org.carbonaware.plan.Job;
import org.carbonaware.plan.Past;
import org.carbonaware.plan.Policies;
import org.carbonaware.plan.Policy;
import org.carbonaware.plan.Reason;
import org.carbonaware.plan.Situation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PastEmissionsTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration BATCH = Duration.ofMinutes(10);
  private static final Duration WORK = Duration.ofHours(6);
  private static final Job LONG = job(Duration.ofHours(100));

  @TempDir
  Path directory;

  @Test
  void runningStraightThroughEmitsAtWhatTheIntensityWas() {
    PastEmissions past = PastEmissions.none(hour(0));
    sample(past, 0, 300, 0);
    sample(past, 1, Double.NaN, 40);
    sample(past, 2, 600, 40);
    sample(past, 3, 600, 50);
    assertThat(past.at(hour(4), LONG, 2000)).contains(new Past(hour(0), 50, 2 * (300 + 2 * 600)));
    assertThat(past.at(hour(4), job(HOUR.multipliedBy(3)), 1000))
        .as("until its work would have been done")
        .contains(new Past(hour(0), 50, 300 + 600));
    assertThat(past.straightGramsPerKwh(hour(4), Optional.empty())).isEqualTo(1500 / 4.0);
    assertThat(past.straightGramsPerKwh(hour(4), Optional.of(job(HOUR)))).isEqualTo(300);
    assertThat(past.straightGramsPerKwh(hour(0), Optional.empty())).isNaN();
  }

  @Test
  void partsOfASecondCount() {
    PastEmissions past = PastEmissions.none(hour(0));
    past.sample(hour(0), Optional.of(intensity(0, 300)), 0);
    past.sample(hour(0).plusMillis(500), Optional.of(intensity(0, 600)), 0);
    assertThat(past.straightGramsPerKwh(hour(0).plusMillis(2000), Optional.empty()))
        .isEqualTo((300 + 3 * 600) / 4.0);
  }

  @Test
  void whatIsLearnedOfTheTimeBeforeItWasKnownHoldsForIt() {
    PastEmissions past = PastEmissions.none(hour(0));
    sample(past, 1, Double.NaN, 0); // the first look; the run began before
    past.sample(hour(2), Optional.of(intensity(0, 300)), 0);
    assertThat(straight(past, 3)).isEqualTo(3 * 300);
    sample(past, 4, Double.NaN, 0);
    past.sample(hour(5), Optional.of(intensity(5, 100)), 0);
    assertThat(straight(past, 6)).isEqualTo(4 * 300 + 100);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aLaterProcessGoesOnFromTheCheckpoint(boolean learnsLate) {
    PastEmissions past = PastEmissions.upTo(hour(2), reached(50, 200));
    Runnable learn = () -> IntStream.rangeClosed(1, 5)
        .forEach(hour -> past.missed(intensity(hour, hour == 5 ? 9000 : 100 * hour)));
    if (learnsLate) {
      sample(past, 5, 600, 7);
      learn.run();
    } else {
      learn.run();
      sample(past, 5, 600, 7);
    }
    assertThat(past.grams()).isEqualTo(57);
    assertThat(straight(past, 6)).isEqualTo(2 * 200 + 200 + 300 + 400 + 600);
    assertThat(past.at(hour(6), job(HOUR), 1000)).contains(new Past(hour(0), 57, 200));
  }

  @Test
  void whatNobodyLearnsOfTheTimeBetweenCountsNothing() {
    PastEmissions past = PastEmissions.upTo(hour(2), reached(50, 200));
    past.sample(hour(5), Optional.of(intensity(1, 600)), 7);
    assertThat(straight(past, 6)).isEqualTo(2 * 200 + 600);
  }

  @Test
  void yearsAreKeptInFewSteps() {
    PastEmissions past = PastEmissions.none(hour(0));
    SplittableRandom random = new SplittableRandom(42);
    int hours = 20_000;
    double sum = 0;
    double atTheMiddle = 0;
    for (int hour = 0; hour < hours; hour++) {
      double value = random.nextDouble(1, 900);
      sample(past, hour, value, 0);
      atTheMiddle = hour == hours / 2 ? sum : atTheMiddle;
      sum += value;
    }
    assertThat(past.at(hour(hours), job(HOUR.multipliedBy(hours)), 1000)
            .orElseThrow()
            .runNowGrams())
        .isCloseTo(sum, within(1e-9 * sum));
    assertThat(past.at(hour(hours), job(HOUR.multipliedBy(hours / 2)), 1000)
            .orElseThrow()
            .runNowGrams())
        .isCloseTo(atTheMiddle, within(8.0 * 900));
    assertThat(past.steps()).isLessThan(4097);
  }

  @Test
  void onlyALaterProcessCanHaveMissedAnything() {
    PastEmissions past = PastEmissions.none(hour(2));
    past.missed(intensity(0, 500));
    sample(past, 2, 100, 0);
    assertThat(straight(past, 3)).isEqualTo(100);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, -1, Double.POSITIVE_INFINITY})
  void whatACheckpointDoesNotSayStaysUnknown(double said) {
    for (RunAttributes reached : List.of(reached(said, 200), reached(50, said))) {
      PastEmissions past = PastEmissions.upTo(hour(2), reached);
      sample(past, 5, 600, 7);
      assertThat(past.at(hour(6), LONG, 1000)).isEmpty();
      assertThat(past.grams()).isNaN();
      assertThat(past.straightGramsPerKwh(hour(6), Optional.empty())).isNaN();
    }
  }

  @Test
  void aRunThatBeginsAnewHasNothingBehindIt() {
    PastEmissions past = PastEmissions.upTo(hour(2), reached(Double.NaN, 200));
    sample(past, 3, 600, 7);
    past.restart(hour(4));
    past.missed(intensity(2, 9000));
    past.missed(intensity(4, 9000));
    assertThat(past.at(hour(4), LONG, 1000)).contains(new Past(hour(4), 0, 0));
    past.sample(hour(5), Optional.of(intensity(5, 100)), 9);
    assertThat(past.at(hour(6), LONG, 1000)).contains(new Past(hour(4), 2, 700));
  }

  @Test
  void twoProcessesKnowWhatTheSummarySaysInTheEnd() {
    TestClock clock = new TestClock();
    InMemoryCheckpointStore store = new InMemoryCheckpointStore(9);
    VirtualRun first = process(clock, store, Policies.threshold(330, 280));
    first.start();
    first.batches(12, BATCH);
    assertThat(first.controller().saveNow(first.training)).isTrue();
    first.close();
    clock.advance(Duration.ofMinutes(200));
    List<Situation> seen = new ArrayList<>();
    VirtualRun second = process(clock, store.reopen(), seenBy(seen));
    second.start();
    second.controller().resumePoint(ToyTraining.IDENTITY).ifPresent(second.training::restore);
    second.batches(25, BATCH); // its first is not training: with it the checkpoint is loaded
    second.batch(BATCH.dividedBy(2));
    assertThat(second.controller().saveNow(second.training)).isTrue();
    second.close();

    RunSummary summary = RunSummary.of(Ledger.read(Ledger.files(directory).get(0)));
    assertThat(summary.pauseCount()).isPositive();
    RunAttributes saved = RunAttributes.of(store.reopen().latest().orElseThrow());
    assertThat(saved.emittedGrams()).isCloseTo(summary.grams(), within(1e-6));
    Past past = seen.get(seen.size() - 1).past().orElseThrow();
    assertThat(past.begun()).isEqualTo(hour(0));
    assertThat(past.grams()).isBetween(0.97 * summary.grams(), summary.grams());
    assertThat(summary.active().time()).isEqualTo(WORK);
    assertThat(summary.counterfactualMissingJoules()).isZero();
    assertThat(past.runNowGrams())
        .as("at the mean power of this process, the summary at that of each interval")
        .isCloseTo(summary.counterfactualGrams(), within(0.015 * summary.counterfactualGrams()));
  }

  @Test
  void aRunMayBePausedAsSoonAsItBegins() {
    VirtualRun run = new VirtualRun(HourlyGrid.flat(100));
    List<Situation> seen = new ArrayList<>();
    run.settings
        .policy(seenBy(seen))
        .expectedWork(HOUR)
        .deadline(Duration.ofDays(1))
        .listener(event -> {
          if (event instanceof RunStarted) {
            run.clock.advance(Duration.ofSeconds(20)); // starting takes a while
          }
        });
    run.start();
    run.batches(2, BATCH);
    run.close();
    assertThat(seen).isNotEmpty().allSatisfy(situation -> {
      assertThat(situation.started()).isTrue();
      assertThat(situation.since()).isEqualTo(hour(0));
      assertThat(situation.past().orElseThrow().begun()).isEqualTo(hour(0));
    });
    assertThat(seen.get(0).now()).isEqualTo(hour(0).plusSeconds(20));
  }

  private VirtualRun process(TestClock clock, InMemoryCheckpointStore store, Policy policy) {
    double[] hours = IntStream.range(0, 24 * 5)
        .mapToDouble(i -> 300 + 120 * Math.sin(i / 6.0 * Math.PI))
        .toArray();
    VirtualRun run = new VirtualRun(HourlyGrid.foreseeing(hours), clock).store(store);
    run.settings
        .policy(policy)
        .expectedWork(WORK)
        .deadline(Duration.ofDays(2))
        .checkpointEvery(Duration.ofDays(9))
        .listener(Ledger.in(directory));
    return run;
  }

  private static Policy seenBy(List<Situation> seen) {
    return new Policy() {
      @Override
      public String name() {
        return "witness";
      }

      @Override
      public Decision decide(Situation situation) {
        seen.add(situation);
        return Decision.run(situation.now().plus(HOUR), Reason.Code.CLEAN_NOW, "it runs");
      }
    };
  }

  private static void sample(PastEmissions past, int hour, double gramsPerKwh, double grams) {
    past.sample(
        hour(hour),
        Double.isNaN(gramsPerKwh) ? Optional.empty() : Optional.of(intensity(hour, gramsPerKwh)),
        grams);
  }

  /** Of 1 kW. */
  private static double straight(PastEmissions past, int hour) {
    return past.at(hour(hour), LONG, 1000).orElseThrow().runNowGrams();
  }

  private static RunAttributes reached(double grams, double straight) {
    return new RunAttributes("a-run", hour(0), hour(24), 1, 0, 0, 60, Double.NaN, grams, straight);
  }

  private static Job job(Duration work) {
    Duration done = work.dividedBy(3);
    return new Job(work.minus(done), work, hour(200), done);
  }

  private static Intensity intensity(int hour, double gramsPerKwh) {
    return new Intensity(
        gramsPerKwh,
        Basis.LIFECYCLE,
        hour(hour),
        new Provenance("a test", Provenance.Kind.MEASURED));
  }

  private static Instant hour(int number) {
    return TestClock.START.plus(HOUR.multipliedBy(number));
  }
}
