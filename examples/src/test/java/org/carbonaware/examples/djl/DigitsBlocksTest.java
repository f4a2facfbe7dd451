package org.carbonaware.examples.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.Shape;
import org.carbonaware.examples.images.Images;
import org.carbonaware.examples.images.RenderedDigits;
import org.carbonaware.examples.training.Architecture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DigitsBlocksTest {
  private static final Images DIGITS = RenderedDigits.generate(42, 20, 10).train();

  @BeforeAll
  static void prepare() {
    assertThat(new DjlFramework().prepare()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void giveOneLogitPerClass(Architecture architecture) {
    try (DjlNetwork network = DjlNetwork.fresh(architecture, DIGITS, 7, 10)) {
      assertThat(network.trainer().getModel().getBlock().getOutputShapes(new Shape[] {
            DigitsBlocks.input(DIGITS, 5)
          }))
          .containsExactly(new Shape(5, 10));
    }
  }

  /** Weights and biases, and four values per channel of batch normalisation. */
  @ParameterizedTest
  @CsvSource({
    "MLP, 218058", // 784 * 256 + 256 + 256 * 64 + 64 + 64 * 10 + 10
    "CNN, 27786" // 25 * 8 + 8 + 8 * 4 + 9 * 8 * 16 + 16 + 16 * 4 + 400 * 64 + 64 + 64 * 10 + 10
  })
  void haveTheirSize(Architecture architecture, long parameters) {
    try (DjlNetwork network = DjlNetwork.fresh(architecture, DIGITS, 7, 10)) {
      assertThat(network.parameters()).isEqualTo(parameters);
    }
  }

  @Test
  void takeImagesAsOneChannelOfGrey() {
    assertThat(DigitsBlocks.input(DIGITS, 32)).isEqualTo(new Shape(32, 1, 28, 28));
  }
}
