package org.carbonaware.examples.djl;

import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.Dataset;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.carbonaware.checkpoint.fidelity.TrainingFingerprint;
import org.carbonaware.control.CarbonController;
import org.carbonaware.djl.CarbonAwareTraining;
import org.carbonaware.examples.images.ImageSplit;
import org.carbonaware.examples.images.Images;
import org.carbonaware.examples.training.Architecture;
import org.carbonaware.examples.training.DemoTraining;
import org.carbonaware.examples.training.TrainedClassifier;

/** One of the {@link DigitsBlocks} and its batches. */
final class DjlTraining implements DemoTraining<TrainedClassifier> {
  static final int BATCH_SIZE = 32;

  private final Architecture architecture;
  private final ImageSplit images;
  private final long seed;

  DjlTraining(Architecture architecture, ImageSplit images, long seed) {
    this.architecture = architecture;
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
    try (DjlNetwork network = fresh(1)) {
      return architecture + ", " + network.parameters() + " parameters, DJL on PyTorch";
    }
  }

  @Override
  public int batchesPerEpoch() {
    return (images.train().size() + BATCH_SIZE - 1) / BATCH_SIZE;
  }

  @Override
  public void rehearse(BooleanSupplier more) {
    try (DjlNetwork network = fresh(1)) {
      Dataset data = network.batches(images.train(), BATCH_SIZE);
      boolean on = true;
      while (on) {
        on = trainEpoch(network.trainer(), data, more);
      }
    } catch (IOException | TranslateException e) {
      throw unreadable(e);
    }
  }

  private static boolean trainEpoch(Trainer trainer, Dataset data, BooleanSupplier more)
      throws IOException, TranslateException {
    for (Batch batch : trainer.iterateDataset(data)) {
      try (batch) {
        if (!more.getAsBoolean()) {
          return false;
        }
        EasyTrain.trainBatch(trainer, batch);
        trainer.step();
      }
    }
    return true;
  }

  /** DJL declares it for datasets that read files; these are in memory. */
  private static IllegalStateException unreadable(Exception e) {
    return new IllegalStateException("the images can't be made into batches", e);
  }

  @Override
  public TrainedClassifier train(CarbonController controller, Path checkpoints, int epochs) {
    long updates = (long) epochs * batchesPerEpoch();
    return train(controller, epochs, () -> SavedFingerprint.newest(checkpoints, updates));
  }

  /** Under a controller that never pauses, since it repeats the random numbers of a paused run. */
  @Override
  public TrainedClassifier trainStraight(int epochs) {
    LastSnapshot kept = new LastSnapshot();
    try (CarbonController controller = kept.neverPausing(epochs)) {
      return train(controller, epochs, () -> SavedFingerprint.of(kept.manifest()));
    }
  }

  private Trained train(
      CarbonController controller, int epochs, Supplier<TrainingFingerprint> fingerprint) {
    DjlNetwork network = fresh(epochs);
    try {
      CarbonAwareTraining training =
          CarbonAwareTraining.resumeOrStart(controller, network.trainer(), network.config());
      training.fit(network.batches(images.train(), BATCH_SIZE), null, epochs);
      return new Trained(network, images.test(), fingerprint);
    } catch (IOException | TranslateException e) {
      network.close();
      throw unreadable(e);
    } catch (RuntimeException e) {
      network.close();
      throw e;
    }
  }

  private DjlNetwork fresh(int epochs) {
    return DjlNetwork.fresh(architecture, images.train(), seed, epochs * batchesPerEpoch());
  }

  private record Trained(DjlNetwork network, Images test, Supplier<TrainingFingerprint> saved)
      implements TrainedClassifier {
    @Override
    public double accuracy() {
      return network.accuracy(test);
    }

    @Override
    public TrainingFingerprint fingerprint() {
      return saved.get();
    }

    @Override
    public void close() {
      network.close();
    }
  }
}
