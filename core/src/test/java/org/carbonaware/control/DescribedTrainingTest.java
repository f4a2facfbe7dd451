package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.carbonaware.checkpoint.tck.InMemoryCheckpointStore;
import org.carbonaware.control.ControllerEvent.LossObserved;
import org.carbonaware.control.ControllerEvent.RunStarted;
import org.carbonaware.control.ControllerEvent.TrainingDescribed;
import org.junit.jupiter.api.Test;

/** What a run's record says of what is trained. */
class DescribedTrainingTest {
  private static final Duration BATCH = Duration.ofMinutes(10);

  private final InMemoryCheckpointStore store = new InMemoryCheckpointStore(1);

  @Test
  void theUsersWordCountsMoreAndNewsIsToldOnce() {
    VirtualRun run = run();
    run.settings.model("mine").task("imageClassification");
    CarbonController controller = run.start();
    controller.describe(framework("theirs", 1000));
    controller.describe(framework("theirs", 1000));
    run.batch(BATCH);
    controller.describe(framework("theirs", 2000));
    run.batch(BATCH);
    run.close();

    List<TrainingFacts> told = facts(run);
    assertThat(told).hasSize(3);
    assertThat(told.get(0).model()).contains("mine");
    assertThat(told.get(0).framework()).isEmpty();
    assertThat(told.get(1).model()).contains("mine");
    assertThat(told.get(1).task()).contains("imageClassification");
    assertThat(told.get(1).framework()).contains("Toy");
    assertThat(told.get(1).parameters()).hasValue(1000);
    assertThat(told.get(2).parameters()).as("what is newer").hasValue(2000);
  }

  @Test
  void aLaterProcessTellsItAnew() {
    VirtualRun first = run();
    first.start().describe(framework("model", 1000));
    first.batch(BATCH);
    assertThat(first.controller().saveNow(first.training)).isTrue();
    first.close();
    VirtualRun second = new VirtualRun(HourlyGrid.flat(100), first.clock).store(store.reopen());
    second.settings.batches(10).deadline(Duration.ofHours(12));
    second.start().describe(framework("model", 1000));
    second.batch(BATCH);
    second.close();

    assertThat(second.events.of(RunStarted.class).get(0).resumedFrom()).isPresent();
    assertThat(facts(second)).singleElement().isEqualTo(framework("model", 1000));
  }

  @Test
  void nothingIsSaidOfACompleteRun() {
    VirtualRun first = run();
    first.settings.batches(1);
    first.start();
    first.batch(BATCH);
    assertThat(first.controller().saveNow(first.training)).isTrue();
    first.close();
    VirtualRun second = new VirtualRun(HourlyGrid.flat(100), first.clock).store(store.reopen());
    second.settings.batches(1).model("mine").deadline(Duration.ofHours(12));
    CarbonController controller = second.start();
    controller.describe(framework("model", 1000));
    controller.tick();
    assertThat(controller.alreadyComplete()).isTrue();
    second.close();

    assertThat(facts(second)).isEmpty();
    assertThat(second.events.of(RunStarted.class)).isEmpty();
  }

  @Test
  void theStartSaysWhatRunsIt() {
    VirtualRun run = run();
    run.start();
    run.close();

    assertThat(run.events.of(RunStarted.class).get(0).origin().tool().orElseThrow())
        .startsWith("carbon-aware-trainer");
  }

  @Test
  void theLossIsAskedForWhileTheTrainingRuns() {
    VirtualRun run = run();
    CarbonController controller = run.start();
    run.batch(BATCH);
    assertThat(controller.wantsLoss()).isTrue();
    controller.loss(0.25);
    assertThat(controller.wantsLoss()).isFalse();
    controller.tick();
    run.close();

    assertThat(run.events.of(LossObserved.class))
        .singleElement()
        .matches(observed -> observed.loss() == 0.25 && observed.batches() == 1);
  }

  private VirtualRun run() {
    VirtualRun run = new VirtualRun(HourlyGrid.flat(100)).store(store);
    run.settings.batches(10).deadline(Duration.ofHours(12));
    return run;
  }

  private static List<TrainingFacts> facts(VirtualRun run) {
    return run.events.of(TrainingDescribed.class).stream()
        .map(TrainingDescribed::facts)
        .toList();
  }

  private static TrainingFacts framework(String model, long parameters) {
    return new TrainingFacts(
        Optional.of(model),
        Optional.of("Toy"),
        Optional.of("1.0"),
        OptionalLong.of(parameters),
        OptionalLong.empty(),
        OptionalLong.of(32),
        OptionalDouble.empty(),
        Optional.of("cpu"),
        Optional.empty());
  }
}
