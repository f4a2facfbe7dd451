package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.carbonaware.checkpoint.Checkpoint;
import org.carbonaware.checkpoint.CheckpointException;
import org.carbonaware.checkpoint.CheckpointStore;
import org.carbonaware.checkpoint.Manifest;
import org.carbonaware.checkpoint.Snapshot;
import org.carbonaware.checkpoint.TrainingState;
import org.carbonaware.checkpoint.tck.InMemoryCheckpointStore;
import org.carbonaware.control.ControllerEvent.EnergyUsed;
import org.carbonaware.control.ControllerEvent.RunEnded;
import org.carbonaware.plan.Decision;
import org.carbonaware.plan.Policies;
import org.carbonaware.plan.Policy;
import org.carbonaware.plan.Reason;
import org.carbonaware.plan.Situation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The training goes on, whatever else fails. */
class FailingPartsTest {
  private static final Duration BATCH = Duration.ofMinutes(10);

  @Test
  void runsWhileTheIntensityIsUnknown() {
    VirtualRun run = run(HourlyGrid.foreseeing());
    run.start();
    run.batches(6, BATCH);
    run.close();

    assertThat(run.clock.instant()).isEqualTo(at(1));
    assertThat(run.events.decisions()).containsExactly(Reason.Code.UNKNOWN_INTENSITY);
    assertThat(run.events.of(EnergyUsed.class)).allMatch(used -> used.grams().isEmpty());
    assertThat(run.events.warnings()).isEmpty();
  }

  @Test
  void runsWhileTheGridIsOutOfReachAndPausesOnceItIsBack() {
    HourlyGrid grid = HourlyGrid.flat(900);
    grid.breakDown(true);
    VirtualRun run = run(grid);
    run.start();
    run.at(at(2), () -> grid.breakDown(false));
    run.batches(13, BATCH);
    run.close();

    assertThat(run.events.warnings())
        .containsExactly(
            "no news from the grid, going on with what is known:" + " the grid is out of reach");
    assertThat(run.events.decisions())
        .containsExactly(
            Reason.Code.UNKNOWN_INTENSITY, Reason.Code.DIRTY_NOW, Reason.Code.DEADLINE);
  }

  static Stream<Throwable> failures() {
    return Stream.of(new IllegalStateException("broken"), new NoClassDefFoundError("broken"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aListenerThatFailsDisturbsNobody(Throwable failure) {
    VirtualRun run = run(HourlyGrid.flat(900));
    RecordedEvents second = new RecordedEvents();
    run.settings.listener(event -> doThrow(failure));
    run.settings.listener(second);
    run.start();
    run.batches(3, BATCH);
    run.close();

    assertThat(second.all()).isEqualTo(run.events.all());
    assertThat(second.states()).contains(ControllerState.PAUSED, ControllerState.FINISHED);
    assertThat(second.closed()).isEqualTo(1);
  }

  /** Such as by a control thread that got no time while the run was closed. */
  @Test
  void aRoundAfterTheEndTellsNothing() {
    HourlyGrid grid = HourlyGrid.flat(100);
    VirtualRun run = run(grid);
    CarbonController controller = run.start();
    run.batches(3, BATCH);
    run.close();
    List<ControllerEvent> told = run.events.all();
    grid.measure(500);
    controller.addWork(Duration.ofHours(1));
    run.clock.set(Duration.ofDays(1));
    controller.tick();

    assertThat(run.events.all()).isEqualTo(told).last().isInstanceOf(RunEnded.class);
    assertThat(run.events.closed()).isEqualTo(1);
  }

  @Test
  void aMeterThatFailsForAWhileIsReportedOnceAndLosesNothing() {
    VirtualRun run = run(HourlyGrid.flat(100));
    run.start();
    run.at(at(1), () -> run.meter.failWith(new IllegalStateException("unplugged")));
    run.at(at(2), () -> run.meter.failWith(null));
    run.batches(18, BATCH);
    run.close();

    double sum =
        run.events.of(EnergyUsed.class).stream().mapToDouble(EnergyUsed::joules).sum();
    assertThat(sum).isCloseTo(run.meter.total(), within(1e-6));
    assertThat(run.events.warnings())
        .singleElement()
        .asString()
        .startsWith("the energy meter failed and is not counted while it does");
  }

  @Test
  void aStoreThatFailsOnlyCostsTheCheckpoint() {
    VirtualRun run = run(HourlyGrid.flat(900)).store(new FullStore());
    run.settings.depth(PauseDepth.SUSPEND);
    run.start();
    run.batches(6, BATCH);
    run.close();

    assertThat(run.events.closed()).as("the record is complete").isEqualTo(1);
    assertThat(run.events.states()).contains(ControllerState.PAUSED, ControllerState.RESUMING);
    assertThat(run.events.warnings())
        .anyMatch(text ->
            text.startsWith("could not write a checkpoint") && text.endsWith("no space left"))
        .anyMatch(text -> text.contains("stays in memory"));
  }

  @Test
  void aPauseThatCouldNotLeaveIsTriedOnceAndPlannedWithWhatItDraws() {
    List<Double> wattsWhilePaused = new ArrayList<>();
    VirtualRun run = run(HourlyGrid.flat(900)).store(new FullStore());
    run.settings.depth(PauseDepth.SUSPEND).policy(new Policy() {
      @Override
      public String name() {
        return "always pauses";
      }

      @Override
      public Decision decide(Situation situation) {
        if (!situation.running()) {
          wattsWhilePaused.add(situation.costs().pausedWatts());
        }
        return Decision.pause(
            situation.now().plus(Duration.ofHours(1)), Reason.Code.DIRTY_NOW, "a test");
      }
    });
    run.start();
    run.batches(6, BATCH);
    run.close();

    long pauses = run.events.states().stream()
        .filter(state -> state == ControllerState.PAUSED)
        .count();
    assertThat(run.events.warnings().stream().filter(text -> text.contains("stays in memory")))
        .hasSize((int) pauses);
    assertThat(wattsWhilePaused)
        .as("free only until it is known that it stays")
        .contains(0.0)
        .anyMatch(watts -> watts > 0);
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aStateThatCannotBeCapturedIsHeldUnsaved(Throwable failure) {
    InMemoryCheckpointStore store = new InMemoryCheckpointStore(1);
    VirtualRun run = run(HourlyGrid.flat(900)).store(store);
    run.training = new ToyTraining(() -> doThrow(failure));
    run.start();
    run.batches(3, BATCH);
    run.close();

    assertThat(run.events.closed()).as("the record is complete").isEqualTo(1);
    assertThat(run.events.states()).contains(ControllerState.PAUSED, ControllerState.RESUMING);
    assertThat(store.manifests()).isEmpty();
    assertThat(run.events.warnings()).anyMatch(text -> text.endsWith("without it: broken"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void memoryThatCannotBeReleasedIsKept(Throwable failure) {
    VirtualRun run = run(HourlyGrid.flat(900));
    run.settings.depth(PauseDepth.RELEASE);
    run.start();
    run.controller().gate().safePoint(new TrainingState() {
      @Override
      public Snapshot capture() {
        return new ToyTraining().capture();
      }

      @Override
      public String releaseMemory() {
        doThrow(failure);
        return "";
      }
    });
    run.close();

    assertThat(run.events.of(ControllerEvent.StateChanged.class))
        .anyMatch(
            change -> change.reason().text().endsWith("memory: could not be released: " + failure));
  }

  @Test
  void aPolicyThatFailsRuns() {
    VirtualRun run = run(HourlyGrid.flat(900));
    run.settings.policy(new Policy() {
      @Override
      public String name() {
        return "broken";
      }

      @Override
      public Decision decide(Situation situation) {
        throw new IllegalStateException("undecided");
      }
    });
    run.start();
    run.batches(3, BATCH);
    run.close();

    assertThat(run.events.decisions()).containsExactly(Reason.Code.POLICY_FAILED);
  }

  /** Dirty above 300, with slack for a pause. */
  private static VirtualRun run(HourlyGrid grid) {
    VirtualRun run = new VirtualRun(grid);
    run.settings
        .expectedWork(Duration.ofHours(4))
        .deadline(Duration.ofHours(12))
        .policy(Policies.threshold(300, 200).withMinimumLengths(Duration.ZERO, Duration.ZERO));
    return run;
  }

  private static void doThrow(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) failure;
  }

  private static Instant at(int hour) {
    return TestClock.START.plus(Duration.ofHours(hour));
  }

  private static final class FullStore implements CheckpointStore {
    @Override
    public Manifest write(Snapshot snapshot, Map<String, String> run, Instant at) {
      throw new CheckpointException("no space left");
    }

    @Override
    public Optional<Checkpoint> latest() {
      return Optional.empty();
    }

    @Override
    public List<String> warnings() {
      return List.of();
    }

    @Override
    public void close() {
      throw new CheckpointException("the lock is gone");
    }
  }
}
