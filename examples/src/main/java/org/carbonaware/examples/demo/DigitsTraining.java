package org.carbonaware.examples.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.carbonaware.examples.dl4j.DigitsModel;
import org.carbonaware.examples.dl4j.ImageBatches;
import org.carbonaware.examples.images.IdxImages;
import org.carbonaware.examples.images.ImageSplit;
import org.carbonaware.examples.images.RenderedDigits;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** The model and its data, as at the very start of a run: the same at every call. */
final class DigitsTraining {
  /** Few enough for an epoch to be short on a slow computer too. */
  private static final int TRAIN_COUNT = 3_000;

  private static final int TEST_COUNT = 1_000;
  private static final int BATCH_SIZE = 32;

  private final DigitsModel model;
  private final ImageSplit images;
  private final String source;
  private final long seed;

  private DigitsTraining(DigitsModel model, ImageSplit images, String source, long seed) {
    this.model = model;
    this.images = images;
    this.source = source;
    this.seed = seed;
  }

  /** Renders the digits or reads IDX files, as many images of them as there are digits. */
  static DigitsTraining of(DigitsModel model, Optional<Path> data, long seed) throws IOException {
    if (data.isEmpty()) {
      return new DigitsTraining(
          model,
          RenderedDigits.generate(seed, TRAIN_COUNT, TEST_COUNT),
          "digits rendered here",
          seed);
    }
    ImageSplit read = IdxImages.read(data.get(), TRAIN_COUNT, TEST_COUNT);
    return new DigitsTraining(model, read, "images from " + data.get(), seed);
  }

  ImageBatches batches() {
    return new ImageBatches(images.train(), BATCH_SIZE, seed);
  }

  MultiLayerNetwork freshModel(int epochs) {
    return model.build(images.train(), seed, epochs * batches().batchesPerEpoch());
  }

  int batchesPerEpoch() {
    return batches().batchesPerEpoch();
  }

  double accuracy(MultiLayerNetwork trained) {
    return DigitsModel.accuracy(trained, images.test());
  }

  String describeData() {
    return images.train().size() + " " + source + ", " + images.test().size() + " more to test";
  }

  String describeModel() {
    return model.name() + ", " + freshModel(1).numParams() + " parameters, Deeplearning4j";
  }
}
