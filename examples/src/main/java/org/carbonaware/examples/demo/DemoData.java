package org.carbonaware.examples.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.carbonaware.examples.images.IdxImages;
import org.carbonaware.examples.images.ImageSplit;
import org.carbonaware.examples.images.RenderedDigits;

/**
 * What the demo learns from.
 *
 * @param images to learn from and to test with
 * @param source where they come from, for people
 */
record DemoData(ImageSplit images, String source) {
  /** Few enough for an epoch to be short on a slow computer too. */
  private static final int TRAIN_COUNT = 3_000;

  private static final int TEST_COUNT = 1_000;

  /** Renders digits or reads IDX files, as many images of them as there are digits. */
  static DemoData of(Optional<Path> folder, long seed) throws IOException {
    return folder.isEmpty()
        ? new DemoData(
            RenderedDigits.generate(seed, TRAIN_COUNT, TEST_COUNT), "digits rendered here")
        : new DemoData(
            IdxImages.read(folder.get(), TRAIN_COUNT, TEST_COUNT), "images from " + folder.get());
  }

  String describe() {
    return images.train().size() + " " + source + ", " + images.test().size() + " more to test";
  }
}
