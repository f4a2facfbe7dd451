package org.carbonaware.control.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import org.carbonaware.checkpoint.CheckpointStore;
import org.carbonaware.checkpoint.fidelity.TrainingFingerprint;
import org.carbonaware.checkpoint.tck.InMemoryCheckpointStore;
import org.carbonaware.control.CarbonControllerBuilder;
import org.carbonaware.control.ControllerEvent.RunEnded;
import org.carbonaware.control.ControllerState;
import org.carbonaware.control.TrainingSuspendedException;
import org.carbonaware.control.tck.Integration.Training;
import org.carbonaware.control.tck.Integration.Trait;
import org.carbonaware.control.tck.StagedProcess.Standing;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The steps that the rows of {@link IntegrationContract} consist of. */
@ExtendWith(IntegrationReport.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
public abstract class IntegrationSteps {
  /** The batches of an epoch. */
  public static final int BATCHES = 6;

  /** The epochs of the whole run. */
  public static final int EPOCHS = 3;

  static final int ALL = EPOCHS * BATCHES;

  /**
   * The first update, in an epoch, at the very end of one, in a later one, and the last but one.
   */
  static final List<Long> PLACES = List.of(1L, 4L, 6L, 8L, 17L);

  private final Map<Set<Trait>, TrainingFingerprint> straight = new HashMap<>();

  /**
   * The integration under test.
   *
   * @return the integration, the same at each call
   */
  protected abstract Integration integration();

  Training start(StagedProcess process, Trait... traits) {
    return integration().start(process.carbon, traits(traits));
  }

  private static Set<Trait> traits(Trait... traits) {
    Set<Trait> set = EnumSet.noneOf(Trait.class);
    set.addAll(List.of(traits));
    return set;
  }

  /** The end of the training that nothing ever stopped. */
  TrainingFingerprint straight(Trait... traits) {
    return straight.computeIfAbsent(traits(traits), set -> {
      try (StagedProcess process = StagedProcess.start(plain());
          Training training = integration().start(process.carbon, set)) {
        process.train(training, EPOCHS, update -> {});
        return training.fingerprint();
      }
    });
  }

  /** A first process: suspended after an update, saved. */
  void suspend(Settings settings, long place, Trait... traits) {
    try (StagedProcess process = StagedProcess.start(settings);
        Training training = start(process, traits)) {
      assertThatThrownBy(() -> process.train(training, EPOCHS, process.suspendAfter(place)))
          .isInstanceOfSatisfying(
              TrainingSuspendedException.class,
              leaving -> assertThat(leaving.saved()).isTrue());

      assertThat(process.trained()).isEqualTo((int) place);
      RunEnded end = process.end();
      assertThat(end.state()).isEqualTo(ControllerState.SUSPENDED);
      assertThat(end.batches()).isEqualTo(place);
    }
  }

  void assertEndsExactlyFrom(InMemoryCheckpointStore store, long place) {
    assertEndsExactlyFrom(in(store.reopen()), place);
  }

  /** A second process: it trains what is left, and nothing tells that there was a first. */
  void assertEndsExactlyFrom(Settings settings, long place, Trait... traits) {
    try (StagedProcess process = StagedProcess.start(settings);
        Training training = start(process, traits)) {
      assertThat(process.carbon.batchesDone()).isEqualTo(place);
      process.train(training, EPOCHS, update -> {});

      assertThat(process.trained()).isEqualTo(ALL - (int) place);
      assertThat(training.fingerprint()).as("resumed after %d", place).isEqualTo(straight(traits));
      assertAllTrained(process);
    }
  }

  static void assertAllTrained(StagedProcess process) {
    RunEnded end = process.end();
    assertThat(end.batches()).as("batches").isEqualTo(ALL);
    assertThat(end.epochs()).as("epochs").isEqualTo(EPOCHS);
    assertThat(end.complete()).isTrue();
    assertThat(end.state()).isEqualTo(ControllerState.FINISHED);
  }

  static void assertStood(StagedProcess process, long place) {
    assertThat(process.standings)
        .as("held at %d: seen at once, and ten minutes later", place)
        .containsExactly(new Standing(place, place, ControllerState.PAUSED, place));
  }

  /** Lets a checkpoint come due after one update, and be written when the next one is made. */
  static LongConsumer checkpointAfter(StagedProcess process, LateStore store, long place) {
    return update -> {
      if (update == place) {
        process.clock.advance(StagedProcess.CHECKPOINT_EVERY);
        process.awaitLook();
      } else if (update == place + 1) {
        store.letWrite();
        process.awaitCheckpoint();
      }
    };
  }

  static LongConsumer failAfter(long place, RuntimeException fault) {
    return update -> {
      if (update == place) {
        throw fault;
      }
    };
  }

  static boolean join(Thread thread) {
    try {
      thread.join(Duration.ofMinutes(1).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !thread.isAlive();
  }

  static Settings plain() {
    return with -> with;
  }

  static Settings in(CheckpointStore store) {
    return with -> with.checkpoints(store);
  }

  /** What a process is started with besides. */
  interface Settings {
    CarbonControllerBuilder on(CarbonControllerBuilder with);
  }
}
