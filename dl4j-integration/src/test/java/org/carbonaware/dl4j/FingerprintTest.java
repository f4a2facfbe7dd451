package org.carbonaware.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import org.carbonaware.checkpoint.fidelity.TrainingFingerprint;
import org.carbonaware.control.CarbonController;
import org.junit.jupiter.api.Test;

/** What a training's public fingerprint tells apart. */
class FingerprintTest {
  private static TrainingFingerprint after(long epochs) {
    try (CarbonController carbon = Runs.withoutCheckpoints().start()) {
      var training = CarbonAwareTraining.resumeOrStart(
          carbon, () -> ToyModels.layered(ToyModels.Feature.DROPOUT, ToyModels.Updater.ADAM));
      if (epochs > 0) {
        training.fit(ToyData.flat(3), epochs);
      }
      return training.fingerprint();
    }
  }

  @Test
  void theSameTrainingHasTheSameOne() {
    assertThat(after(2)).isEqualTo(after(2));
  }

  @Test
  void anotherEpochChangesArraysAndCounters() {
    TrainingFingerprint one = after(1);
    TrainingFingerprint two = after(2);
    assertThat(one.arrays()).hasSameSizeAs(two.arrays()).isNotEmpty();
    one.arrays().forEach((name, digest) -> assertThat(two.arrays().get(name)).isNotEqualTo(digest));
    assertThat(one.counters()).containsEntry("epoch", 1L).containsEntry("iteration", 3L);
    assertThat(two.counters()).containsEntry("epoch", 2L).containsEntry("iteration", 6L);
    assertThat(after(0)).isNotEqualTo(one);
  }
}
