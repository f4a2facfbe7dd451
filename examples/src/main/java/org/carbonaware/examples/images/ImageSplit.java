package org.carbonaware.examples.images;

/**
 * The images to learn from and those to test with: the same size in pixels, the same classes.
 *
 * @param train what the model sees
 * @param test what it is judged by and never sees
 */
public record ImageSplit(Images train, Images test) {
  /** Checks that the two sets fit together. */
  public ImageSplit {
    if (train.width() != test.width() || train.height() != test.height()) {
      throw new IllegalArgumentException(
          "train images are %d x %d pixels but test images %d x %d; both must be equal"
              .formatted(train.width(), train.height(), test.width(), test.height()));
    }
    if (!train.classNames().equals(test.classNames())) {
      throw new IllegalArgumentException(
          "train classes are %s but test classes %s; both must be equal"
              .formatted(train.classNames(), test.classNames()));
    }
  }
}
