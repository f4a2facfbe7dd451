package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.carbonaware.checkpoint.Checkpoint;
import org.carbonaware.checkpoint.CheckpointException;
import org.carbonaware.checkpoint.tck.InMemoryCheckpointStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a checkpoint says of the run comes back as it was. */
class RunAttributesTest {
  private static final RunAttributes REACHED = new RunAttributes(
      "run-1",
      TestClock.START,
      TestClock.START.plus(Duration.ofNanos(123_456_789_012_345L)),
      42,
      3,
      14,
      1234.5678901234567,
      1e-7,
      0.1 + 0.2,
      431.25);

  private static Checkpoint checkpoint(Map<String, String> run) {
    InMemoryCheckpointStore store = new InMemoryCheckpointStore(1);
    store.write(new ToyTraining().capture(), run, TestClock.START);
    return store.latest().orElseThrow();
  }

  @Test
  void everyFigureComesBackAsItWas() {
    assertThat(RunAttributes.of(checkpoint(REACHED.toMap()))).isEqualTo(REACHED);
  }

  @Test
  void whatIsNotKnownStaysUnknown() {
    RunAttributes unknown = new RunAttributes(
        "", TestClock.START, TestClock.START, 0, 0, 0, 0, Double.NaN, Double.NaN, Double.NaN);
    assertThat(RunAttributes.of(checkpoint(unknown.toMap()))).isEqualTo(unknown);
  }

  @Test
  void whatEarlierVersionsDidNotWriteIsUnknown() {
    Map<String, String> early = new TreeMap<>(REACHED.toMap());
    early.keySet().retainAll(List.of("startedAt", "deadline", "batches", "epochs"));
    assertThat(RunAttributes.of(checkpoint(early)))
        .isEqualTo(new RunAttributes(
            "",
            REACHED.startedAt(),
            REACHED.deadline(),
            42,
            3,
            0,
            0,
            Double.NaN,
            Double.NaN,
            Double.NaN));
  }

  @ParameterizedTest
  @CsvSource({
    "startedAt, yesterday",
    "startedAt,",
    "deadline, 24 h",
    "deadline,",
    "batches, 1e3",
    "batches,",
    "epochs, -",
    "epochs,",
    "batchesPerEpoch, many",
    "activeSeconds, long",
    "secondsPerBatch, fast",
    "emittedGrams, few",
    "straightGramsPerKwh, none"
  })
  void aFigureThatIsNoneOrIsMissingIsRefusedWithThePlace(String name, @Nullable String value) {
    Map<String, String> run = new TreeMap<>(REACHED.toMap());
    run.remove(name);
    if (value != null) {
      run.put(name, value);
    }
    Checkpoint checkpoint = checkpoint(run);
    assertThatThrownBy(() -> RunAttributes.of(checkpoint))
        .isInstanceOf(CheckpointException.class)
        .hasMessage("checkpoint memory, checkpoint 1 does not say how far its run was: move it away"
            + " to start anew");
  }
}
