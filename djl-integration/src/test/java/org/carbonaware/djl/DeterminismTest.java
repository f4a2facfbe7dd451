package org.carbonaware.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.util.RandomUtils;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.carbonaware.checkpoint.fidelity.FidelityReport;
import org.carbonaware.checkpoint.fidelity.ResumeFidelity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How exact a resume is by each way to repeat random numbers, as its documentation says. */
class DeterminismTest {
  private static final int TOTAL = 30;

  @TempDir
  private Path directory;

  @ParameterizedTest
  @CsvSource({
    "STEP, DROPOUT, 17, true",
    "STEP, DROPOUT, 12, true",
    "EPOCH, DROPOUT, 12, true",
    "EPOCH, DROPOUT, 17, false",
    "EPOCH, MLP, 17, true",
    "OFF, MLP, 17, false",
  })
  void isAsExactAsItSays(
      Determinism determinism, ToyTrainings.Kind kind, int stopAfter, boolean exact) {
    DjlFidelityScenario scenario = DjlFidelityScenario.of(
            "training", () -> ToyTrainings.fresh(kind, ToyTrainings.Updater.ADAM))
        .with(determinism);

    FidelityReport report = ResumeFidelity.check(scenario, TOTAL, stopAfter, directory);

    assertThat(report.exact()).as(report.summary()).isEqualTo(exact);
  }

  @ParameterizedTest
  @CsvSource({
    "EPOCH, DROPOUT, dropout goes on with other random numbers",
    "EPOCH, LSTM_DROPOUT, dropout goes on with other random numbers",
    "OFF, MLP, some examples of this epoch come twice",
  })
  void saysOnAResumeWhereItIsNotExact(
      Determinism determinism, ToyTrainings.Kind kind, String warning) throws Exception {
    assertThat(warningsOnResume(determinism, determinism, kind))
        .singleElement()
        .asString()
        .contains(warning);
  }

  @Test
  void saysNothingWhereItIs() throws Exception {
    assertThat(warningsOnResume(Determinism.STEP, Determinism.STEP, ToyTrainings.Kind.DROPOUT))
        .isEmpty();
    assertThat(warningsOnResume(Determinism.EPOCH, Determinism.EPOCH, ToyTrainings.Kind.MLP))
        .isEmpty();
  }

  @Test
  void saysWhenTheWayWasChanged() throws Exception {
    assertThat(warningsOnResume(Determinism.EPOCH, Determinism.STEP, ToyTrainings.Kind.MLP))
        .singleElement()
        .asString()
        .contains("was begun with Determinism.EPOCH and goes on with STEP");
  }

  private List<String> warningsOnResume(
      Determinism first, Determinism second, ToyTrainings.Kind kind) throws Exception {
    Path checkpoints = directory.resolve(first + "-" + second + "-" + kind);
    Runs.suspended(checkpoints, kind, first, 17);
    return Runs.warningsOfResume(checkpoints, kind, second);
  }

  @Test
  void theSeedIsDrawnFromDjlsOwnGenerator() {
    Engine engine = Engine.getInstance();
    Set<Integer> seeds = new HashSet<>();
    for (int seed = 0; seed < 100; seed++) {
      engine.setRandomSeed(seed);
      int drawn = SeedPlan.drawn(engine, Determinism.STEP).seed();
      engine.setRandomSeed(seed);
      assertThat(SeedPlan.drawn(engine, Determinism.STEP).seed()).isEqualTo(drawn);
      seeds.add(drawn);
    }
    assertThat(seeds).hasSize(100);
  }

  @Test
  void noTwoPositionsShareTheirNumbers() {
    Engine engine = Engine.getInstance();
    SeedPlan plan = SeedPlan.drawn(engine, Determinism.STEP);
    Set<Long> firstNumbers = new HashSet<>();
    for (long epoch = 0; epoch < 100; epoch++) {
      plan.epochBegins(epoch);
      firstNumbers.add(RandomUtils.RANDOM.nextLong());
      for (long batch = 0; batch < 100; batch++) {
        plan.batchBegins(epoch, batch);
        firstNumbers.add(RandomUtils.RANDOM.nextLong());
      }
    }
    // 10,100 seeds of 32 bits: 0.01 pairs are expected to share one.
    assertThat(firstNumbers).hasSizeGreaterThanOrEqualTo(10_099);
  }

  @Test
  void theOrdersOfTheDataDoNotDependOnHowOftenTheProcessWasStarted() {
    Engine engine = Engine.getInstance();
    engine.setRandomSeed(5);
    SeedPlan.drawn(engine, Determinism.STEP);
    int drawnAfterwards = RandomUtils.nextInt();
    engine.setRandomSeed(5);
    SeedPlan resumed = SeedPlan.drawn(engine, Determinism.STEP);
    resumed.restore(77);
    assertThat(RandomUtils.nextInt()).isEqualTo(drawnAfterwards);
    assertThat(resumed.seed()).isEqualTo(77);
  }
}
