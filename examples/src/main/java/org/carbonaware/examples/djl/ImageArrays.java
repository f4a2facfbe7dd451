package org.carbonaware.examples.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.dataset.ArrayDataset;
import org.carbonaware.examples.images.Images;

/** Images as arrays of DJL: pixels scaled to 0 to 1, labels as the number of the class. */
final class ImageArrays {
  private ImageArrays() {}

  /**
   * All images as a dataset. Shuffled batches come in an order that DJL's random generator decides
   * at the begin of each epoch; the last batch of an epoch may be smaller.
   *
   * @param manager owns the arrays
   */
  static ArrayDataset dataset(Images images, NDManager manager, int batchSize, boolean shuffled) {
    return new ArrayDataset.Builder()
        .setData(pixels(images, manager, 0, images.size()))
        .optLabels(labels(images, manager))
        .setSampling(batchSize, shuffled)
        .build();
  }

  /** The images {@code from} to {@code from + rows - 1}. */
  static NDArray pixels(Images images, NDManager manager, int from, int rows) {
    float[] values = new float[rows * images.pixelsPerImage()];
    for (int row = 0; row < rows; row++) {
      images.copyScaled(from + row, values, row * images.pixelsPerImage());
    }
    return manager.create(values, DigitsBlocks.input(images, rows));
  }

  private static NDArray labels(Images images, NDManager manager) {
    float[] values = new float[images.size()];
    for (int image = 0; image < values.length; image++) {
      values[image] = images.label(image);
    }
    return manager.create(values);
  }
}
