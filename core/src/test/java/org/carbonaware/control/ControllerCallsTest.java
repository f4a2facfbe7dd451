package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.carbonaware.checkpoint.Checkpoint;
import org.carbonaware.checkpoint.CheckpointException;
import org.carbonaware.checkpoint.CheckpointStore;
import org.carbonaware.checkpoint.Manifest;
import org.carbonaware.checkpoint.Snapshot;
import org.carbonaware.checkpoint.tck.InMemoryCheckpointStore;
import org.carbonaware.control.ControllerEvent.RunEnded;
import org.carbonaware.control.ControllerEvent.RunStarted;
import org.carbonaware.control.ControllerEvent.StateChanged;
import org.carbonaware.energy.PowerModel;
import org.carbonaware.footprint.Boundary;
import org.carbonaware.forecast.ProfileBlend;
import org.carbonaware.plan.Policies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is called on a controller and its builder does what it says. */
@Timeout(60)
class ControllerCallsTest {
  private static final Duration BATCH = Duration.ofMinutes(10);

  @TempDir
  Path directory;

  private static VirtualRun run() {
    VirtualRun run = new VirtualRun(HourlyGrid.flat(100));
    run.settings.batches(36).expectedWork(Duration.ofHours(6)).deadline(Duration.ofDays(1));
    return run;
  }

  @Test
  void everySettingGivesTheBuilderBack() {
    CarbonControllerBuilder builder = CarbonController.builder();
    ControllerListener nobody = event -> {};
    Stream<CarbonControllerBuilder> given = Stream.of(
        builder.grid(HourlyGrid.flat(100)),
        builder.grid(zone -> HourlyGrid.flat(100)),
        builder.zone("DE"),
        builder.policy(Policies.runNow()),
        builder.forecaster(new ProfileBlend()),
        builder.checkpoints(directory),
        builder.checkpoints(new InMemoryCheckpointStore(1)),
        builder.keepCheckpoints(1),
        builder.checkpointEvery(BATCH),
        builder.resume(true),
        builder.depth(PauseDepth.HOLD),
        builder.suspendLongerThan(BATCH, BATCH),
        builder.meter(new SwitchedMeter(new TestClock())),
        builder.meter(time -> new SwitchedMeter(new TestClock())),
        builder.power(new PowerModel(1, 2)),
        builder.margin(BATCH),
        builder.listener(nobody),
        builder.pace(BATCH, BATCH),
        builder.gridEvery(BATCH),
        builder.energyEvery(BATCH),
        builder.clock(new TestClock()),
        builder.stopOnSignals(false, BATCH),
        builder.deadline(BATCH),
        builder.deadline(TestClock.START),
        builder.epochs(1),
        builder.batches(1),
        builder.expectedWork(BATCH),
        builder.project("a project"),
        builder.training(TrainingFacts.UNKNOWN),
        builder.model("a model"),
        builder.task("a task"),
        builder.coordinates(50, 8),
        builder.cloud("aws", "eu-central-1"),
        builder.boundary(Boundary.DEFAULT));
    assertThat(given).hasSize(34).containsOnly(builder);
  }

  @Test
  void onlyADepthThatLeavesLetsPausesLeaveAndAStatedLengthStays() {
    assertThat(CarbonController.builder().depth(PauseDepth.RELEASE).settings.suspendLongerThan)
        .isEmpty();
    assertThat(CarbonController.builder().depth(PauseDepth.SUSPEND).settings.suspendLongerThan)
        .contains(Duration.ZERO);
    assertThat(CarbonController.builder()
            .suspendLongerThan(BATCH, Duration.ZERO)
            .depth(PauseDepth.SUSPEND)
            .settings
            .suspendLongerThan)
        .contains(BATCH);
  }

  @Test
  void aMeterOfTheRunsTimeIsMadeOnceAndCountsInIt() {
    TestClock clock = new TestClock();
    ControllerSettings settings = CarbonController.builder()
        .clock(clock)
        .meter(time -> {
          clock.advance(Duration.ofSeconds(1));
          assertThat(time.getAsLong()).isEqualTo(1_000_000_000);
          return new SwitchedMeter(clock);
        })
        .settings;
    assertThat(settings.meter()).isInstanceOf(SwitchedMeter.class).isSameAs(settings.meter());
  }

  @Test
  void blankNamesOfACloudsRegionAreNone() {
    assertThat(CarbonController.builder().cloud("aws", " ").settings.site().cloudRegion())
        .isEqualTo(Optional.empty());
  }

  @Test
  void aConfigurationBecomesItsBuilder() throws IOException {
    CarbonControllerBuilder builder = CarbonController.builder();
    assertThat(CarbonController.fromConfig(() -> builder)).isSameAs(builder);

    Path file = Files.writeString(directory.resolve("carbon.yaml"), "zone: DE\n");
    assertThat(CarbonController.fromConfig(file).settings.zone.key()).isEqualTo("DE");
  }

  @Test
  void aListenerThatComesLaterIsToldTheRest() {
    VirtualRun run = run();
    CarbonController controller = run.start();
    RecordedEvents later = new RecordedEvents();
    controller.addListener(later);
    run.batch(BATCH);
    run.close();

    assertThat(later.of(RunStarted.class)).isEmpty();
    assertThat(later.of(RunEnded.class)).hasSize(1);
    assertThat(later.closed()).isEqualTo(1);
  }

  @Test
  void aWarningOfTheTrainingIsTold() {
    VirtualRun run = run();
    run.start().warn("a test");
    run.close();
    assertThat(run.events.warnings()).containsExactly("a test");
  }

  @Test
  void aTrainingThatFailedIsNotDoneUnlessItGoesOn() {
    assertThat(endOf(false))
        .as("its message may hold secrets")
        .isEqualTo("the training was ended by java.lang.IllegalStateException");
    assertThat(endOf(true)).isEqualTo("the training is done");
  }

  private static String endOf(boolean goesOn) {
    VirtualRun run = new VirtualRun(HourlyGrid.flat(100));
    run.settings.expectedWork(Duration.ofHours(6)).deadline(Duration.ofDays(1));
    CarbonController controller = run.start();
    run.batch(BATCH);
    controller.trainingFailed(new IllegalStateException("password"));
    if (goesOn) {
      run.batch(BATCH);
    }
    run.close();
    assertThat(run.events.of(RunEnded.class))
        .singleElement()
        .matches(ended -> ended.complete() == goesOn);
    List<StateChanged> changes = run.events.of(StateChanged.class);
    return changes.get(changes.size() - 1).reason().text();
  }

  @Test
  void aSecondTrainingOfAControllerIsWarnedOf() {
    VirtualRun run = run();
    CarbonController controller = run.start();
    assertThat(controller.resumePoint(ToyTraining.IDENTITY)).isEmpty();
    controller.tick();
    assertThat(run.events.warnings()).isEmpty();
    controller.resumePoint(ToyTraining.IDENTITY);
    run.close();
    assertThat(run.events.warnings())
        .singleElement()
        .asString()
        .startsWith("a second training has the controller of another");
  }

  @Test
  void workThatIsAddedMovesWhenAPauseHasToEnd() {
    VirtualRun run = new VirtualRun(HourlyGrid.flat(100));
    run.settings.expectedWork(Duration.ofHours(6)).deadline(Duration.ofHours(18));
    CarbonController controller = run.start();
    controller.addWork(Duration.ofHours(4));
    controller.pause();
    run.batch(BATCH);
    run.close();

    // 18 h less ten, each with a fifth on top while nothing was measured, and the margin
    assertThat(run.clock.instant())
        .isBetween(TestClock.START.plusSeconds(5 * 3600), TestClock.START.plusSeconds(6 * 3600));
  }

  @Test
  void whatIsNotSavedIsSaid() {
    VirtualRun run = run();
    assertThat(run.start().saveNow(run.training)).as("there is no store").isFalse();
    run.close();
  }

  @Test
  void aStartThatFailsLetsGoOfTheStoreAndTellsWhatElseFailed() {
    class Broken implements CheckpointStore {
      private boolean closed;
      private boolean locked;

      @Override
      public Manifest write(Snapshot snapshot, Map<String, String> attributes, Instant at) {
        throw new CheckpointException("no");
      }

      @Override
      public Optional<Checkpoint> latest() {
        return Optional.empty();
      }

      @Override
      public List<String> warnings() {
        throw new IllegalStateException("unreadable");
      }

      @Override
      public void close() {
        closed = true;
        if (locked) {
          throw new IllegalStateException("locked");
        }
      }
    }
    Broken store = new Broken();
    VirtualRun run = run().store(store);
    assertThatThrownBy(run.settings::start).hasMessage("unreadable");
    assertThat(store.closed).isTrue();
    assertThat(run.events.closed()).isEqualTo(1);

    Broken locked = new Broken();
    locked.locked = true;
    VirtualRun late = run().store(locked);
    late.settings.deadline(Duration.ofHours(1));
    assertThatThrownBy(late.settings::start)
        .isInstanceOf(InfeasibleDeadlineException.class)
        .satisfies(failure -> assertThat(failure.getSuppressed())
            .singleElement()
            .hasToString("java.lang.IllegalStateException: locked"));
    assertThat(locked.closed).isTrue();
  }

  @Test
  void nobodyWaitsForAThreadThatEndsNoProcess() {
    assertThat(EndingProcess.waitsFor(null)).isFalse();
    assertThat(EndingProcess.waitsFor(Thread.currentThread())).isFalse();
  }
}
