package org.carbonaware.examples.images;

import java.util.List;
import org.carbonaware.examples.images.StrokePath.Line;

/**
 * Digits 0 to 9 that the example renders itself: 28 x 28 pixels, light on dark like MNIST, from
 * five typefaces with random rotation, size, width, slant, position, stroke, contrast and noise. No
 * data set has to be downloaded or kept in the repository.
 *
 * <p>The typefaces are vector fonts defined in code and drawn by an own rasteriser, without AWT and
 * without fonts of the machine: the same seed gives the same bytes on every machine and Java
 * release. Classes are balanced (image i shows digit i modulo 10), and a smaller set is the
 * beginning of a larger one with the same seed.
 */
public final class RenderedDigits {
  /** Pixels per row and rows per image. */
  public static final int SIDE = 28;

  /** Images to learn from, unless chosen otherwise. */
  public static final int DEFAULT_TRAIN_COUNT = 6_000;

  /** Images to test with, unless chosen otherwise. */
  public static final int DEFAULT_TEST_COUNT = 1_000;

  private static final int MAX_COUNT = 1_000_000;
  private static final List<String> DIGITS =
      List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");

  private RenderedDigits() {}

  /**
   * Renders {@value #DEFAULT_TRAIN_COUNT} training and {@value #DEFAULT_TEST_COUNT} test images.
   *
   * @param seed which set; equal seeds give equal sets
   */
  public static ImageSplit generate(long seed) {
    return generate(seed, DEFAULT_TRAIN_COUNT, DEFAULT_TEST_COUNT);
  }

  /**
   * Renders a set; blocks for about a twentieth of a millisecond per image.
   *
   * @param seed which set; equal seeds give equal sets
   * @param trainCount images to learn from, 1 to 1,000,000
   * @param testCount images to test with, 1 to 1,000,000
   * @throws IllegalArgumentException if a count is out of range
   */
  public static ImageSplit generate(long seed, int trainCount, int testCount) {
    Draws seeds = new Draws(seed);
    return new ImageSplit(
        render(seeds.seed(), "training", trainCount), render(seeds.seed(), "test", testCount));
  }

  private static Images render(long seed, String name, int count) {
    if (count < 1 || count > MAX_COUNT) {
      throw new IllegalArgumentException(
          "%d %s images asked for; 1 to %d are possible".formatted(count, name, MAX_COUNT));
    }
    byte[] pixels = new byte[count * SIDE * SIDE];
    byte[] labels = new byte[count];
    Draws seeds = new Draws(seed);
    for (int i = 0; i < count; i++) {
      labels[i] = (byte) (i % DIGITS.size());
      render(labels[i], new Draws(seeds.seed()), pixels, i * SIDE * SIDE);
    }
    return new Images(SIDE, SIDE, pixels, labels, DIGITS);
  }

  private static void render(int digit, Draws draws, byte[] pixels, int offset) {
    Typeface typeface = draws.oneOf(Typeface.values());
    Distortion distortion = Distortion.draw(draws, SIDE);
    Canvas canvas = new Canvas(SIDE);
    for (Line line : typeface.glyph(digit)) {
      canvas.draw(distortion.apply(line, SIDE), distortion.penRadius());
    }
    for (int i = 0; i < SIDE * SIDE; i++) {
      pixels[offset + i] = distortion.grey(canvas.coverage(i), draws);
    }
  }
}
