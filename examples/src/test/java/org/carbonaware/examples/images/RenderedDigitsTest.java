package org.carbonaware.examples.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RenderedDigitsTest {

  /**
   * Holds on every machine and Java release: a change of one bit of one pixel is a new data set.
   */
  @Test
  void rendersTheSameBytesEverywhere() {
    ImageSplit digits = RenderedDigits.generate(42);

    assertThat(digits.train().sha256())
        .isEqualTo("209b6139bd2e579d92f949396e61dfb179329294fab982348924fe8165715a3e");
    assertThat(digits.test().sha256())
        .isEqualTo("67c31d74e210b6a5f4bca0e85c7ebf131edfd31c34836a84fb24e5f005fbeb0d");
    assertThat(RenderedDigits.generate(42).train().sha256())
        .isEqualTo(digits.train().sha256());
  }

  @Test
  void rendersAnotherSetFromAnotherSeed() {
    assertThat(RenderedDigits.generate(1, 10, 10).train().sha256())
        .isNotEqualTo(RenderedDigits.generate(2, 10, 10).train().sha256());
  }

  @Test
  void showsNoTestImageInTraining() {
    ImageSplit digits = RenderedDigits.generate(42, 10, 10);

    assertThat(digits.test().sha256()).isNotEqualTo(digits.train().sha256());
  }

  @Test
  void balancesTheClasses() {
    Images train = RenderedDigits.generate(42, 500, 10).train();

    for (int digit = 0; digit < 10; digit++) {
      int wanted = digit;
      assertThat(IntStream.range(0, 500).filter(i -> train.label(i) == wanted)).hasSize(50);
    }
  }

  @Test
  void beginsALargerSetWithTheSmallerOne() {
    Images small = RenderedDigits.generate(42, 20, 10).train();
    Images large = RenderedDigits.generate(42, 40, 10).train();

    for (int image = 0; image < small.size(); image++) {
      for (int pixel = 0; pixel < small.pixelsPerImage(); pixel++) {
        assertThat(large.grey(image, pixel)).isEqualTo(small.grey(image, pixel));
      }
    }
  }

  @Test
  void drawsLightDigitsInTheMiddleOfDarkPaper() {
    Images train = RenderedDigits.generate(42, 1_000, 10).train();
    double middle = 0;
    double corner = 0;
    for (int image = 0; image < train.size(); image++) {
      for (int i = 0; i < 8; i++) {
        middle += brightestInRow(train, image, 10 + i);
        corner += train.grey(image, i % 4 * RenderedDigits.SIDE + i / 4);
      }
    }

    assertThat(middle).isGreaterThan(3 * corner);
  }

  private static int brightestInRow(Images images, int image, int row) {
    return IntStream.range(0, images.width())
        .map(column -> images.grey(image, row * images.width() + column))
        .max()
        .orElseThrow();
  }

  @ParameterizedTest
  @EnumSource
  void everyTypefaceKeepsItsDigitsInItsBoxAndApart(Typeface typeface) {
    for (int digit = 0; digit < 10; digit++) {
      assertThat(typeface.glyph(digit)).isNotEmpty().allSatisfy(line -> {
        assertThat(line.x1()).isBetween(-3.0, Typeface.WIDTH + 3.0);
        assertThat(line.x2()).isBetween(-3.0, Typeface.WIDTH + 3.0);
        assertThat(line.y1()).isBetween(-3.0, Typeface.HEIGHT + 3.0);
        assertThat(line.y2()).isBetween(-3.0, Typeface.HEIGHT + 3.0);
      });
      for (int other = 0; other < digit; other++) {
        assertThat(typeface.glyph(digit)).isNotEqualTo(typeface.glyph(other));
      }
    }
  }

  @Test
  void refusesCountsItCannotRender() {
    assertThatThrownBy(() -> RenderedDigits.generate(1, 0, 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("0 training images asked for; 1 to 1000000 are possible");
    assertThatThrownBy(() -> RenderedDigits.generate(1, 10, 2_000_000))
        .hasMessageContaining("2000000 test images");
  }
}
