package org.carbonaware.examples.dl4j;

import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.carbonaware.control.CarbonController;
import org.carbonaware.dl4j.CarbonAwareTraining;
import org.carbonaware.examples.images.ImageSplit;
import org.carbonaware.examples.training.DemoTraining;
import org.carbonaware.examples.training.TrainedClassifier;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** One of the {@link DigitsModel}s and its batches. */
final class Dl4jTraining implements DemoTraining<TrainedClassifier> {
  static final int BATCH_SIZE = 32;

  private final DigitsModel model;
  private final ImageSplit images;
  private final long seed;

  Dl4jTraining(DigitsModel model, ImageSplit images, long seed) {
    this.model = model;
    this.images = images;
    this.seed = seed;
  }

  @Override
  public String project() {
    return "digits";
  }

  @Override
  public String task() {
    return "imageClassification";
  }

  @Override
  public String describe() {
    return model.name() + ", " + freshModel(1).numParams() + " parameters, Deeplearning4j";
  }

  @Override
  public int batchesPerEpoch() {
    return batches().batchesPerEpoch();
  }

  @Override
  public void rehearse(BooleanSupplier more) {
    ImageBatches batches = batches();
    MultiLayerNetwork network = freshModel(1);
    while (more.getAsBoolean()) {
      if (!batches.hasNext()) {
        batches.reset();
      }
      network.fit(batches.next());
    }
  }

  @Override
  public TrainedClassifier train(CarbonController controller, Path checkpoints, int epochs) {
    CarbonAwareTraining<MultiLayerNetwork> training =
        CarbonAwareTraining.resumeOrStart(controller, () -> freshModel(epochs));
    training.fit(batches(), epochs);
    return new Dl4jNetwork(training.model(), images.test());
  }

  @Override
  public TrainedClassifier trainStraight(int epochs) {
    MultiLayerNetwork network = freshModel(epochs);
    network.fit(batches(), epochs);
    return new Dl4jNetwork(network, images.test());
  }

  private ImageBatches batches() {
    return new ImageBatches(images.train(), BATCH_SIZE, seed);
  }

  private MultiLayerNetwork freshModel(int epochs) {
    return model.build(images.train(), seed, epochs * batchesPerEpoch());
  }
}
