package org.carbonaware.control.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What has become of a batch is told by the updates after it. */
class UpdateWatchTest {
  private final List<String> untrained = new ArrayList<>();
  private int updates;
  private final UpdateWatch watch = new UpdateWatch(() -> updates, untrained::add);

  private boolean batch(int updatesOfIt) {
    watch.batchGiven();
    updates += updatesOfIt;
    return watch.batchTaken();
  }

  @Test
  void aStateIsWholeAfterAnUpdate() {
    assertThat(batch(1)).isTrue();
    assertThat(batch(0)).isFalse();
    assertThat(batch(0)).isFalse();
    assertThat(batch(2)).isTrue();
    assertThat(batch(1)).isTrue();
    assertThat(untrained).isEmpty();
  }

  @Test
  void anAccumulationThatNeverEndsIsReportedOnceAndHeld() {
    for (int i = 1; i < 1_000; i++) {
      assertThat(batch(0)).isFalse();
    }
    assertThat(untrained).isEmpty();

    assertThat(batch(0)).isTrue();
    assertThat(batch(0)).isTrue();
    assertThat(untrained).containsExactly("1000 batches");

    assertThat(batch(1)).isTrue();
    assertThat(batch(0)).isFalse();
  }

  @Test
  void anEpochWithoutAnyUpdateIsReportedOnceAndHeld() {
    batch(1);
    batch(0);
    watch.epochTaken();
    assertThat(untrained).isEmpty();

    for (int epoch = 0; epoch < 2; epoch++) {
      batch(0);
      watch.epochTaken();
      assertThat(batch(0)).isTrue();
    }
    assertThat(untrained).containsExactly("a whole epoch of data");
  }

  @Test
  void theRestOfAnInterruptedEpochMayHaveNone() {
    watch.resumed();
    watch.epochTaken();
    assertThat(untrained).isEmpty();

    watch.epochTaken();
    assertThat(untrained).hasSize(1);
  }
}
