package org.carbonaware.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Which training a checkpoint belongs to. */
class TrainingIdentityTest {
  private final TrainingIdentity here = TrainingIdentity.of("toy", "1", "abc", "3 layers");

  @Test
  void keepsTheSha256OfWhatShapesTheModel() {
    assertThat(here.model()) // FIPS 180-2, appendix B.1
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void theSameTextIsTheSameTraining() {
    assertThat(here.differenceFrom(TrainingIdentity.of("toy", "1", "abc", "else")))
        .isEmpty();
  }

  @Test
  void namesTheFirstDifference() {
    assertThat(here.differenceFrom(TrainingIdentity.of("djl", "1", "abc", "")))
        .isEqualTo("it was written by djl, this training runs on toy");
    assertThat(here.differenceFrom(TrainingIdentity.of("toy", "2", "abc", "")))
        .isEqualTo("it was written by toy 2, this is 1");
    assertThat(here.differenceFrom(TrainingIdentity.of("toy", "1", "abd", "2 layers")))
        .contains("another model", "2 layers; here: 3 layers");
  }
}
