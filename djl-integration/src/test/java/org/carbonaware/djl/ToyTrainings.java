package org.carbonaware.djl;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.recurrent.LSTM;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.BatchSampler;
import ai.djl.training.dataset.RandomSampler;
import ai.djl.training.dataset.Sampler;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Adam;
import ai.djl.training.optimizer.AdamW;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.SplittableRandom;

/** The trainings of the fidelity matrix: tiny, and with every kind of state there is. */
final class ToyTrainings {
  static final int BATCH_SIZE = 4;
  static final int BATCHES_PER_EPOCH = 12;
  static final int FEATURES = 36;
  static final int CLASSES = 3;

  private static final NDManager DATA = NDManager.newBaseManager(Device.cpu(), "PyTorch");

  private ToyTrainings() {}

  /** What is trained. */
  enum Kind {
    MLP {
      @Override
      Block block() {
        return new SequentialBlock()
            .add(Linear.builder().setUnits(10).build())
            .add(Activation::relu)
            .add(Linear.builder().setUnits(CLASSES).build());
      }
    },
    CNN_BATCH_NORM {
      @Override
      Block block() {
        return new SequentialBlock()
            .add(Conv2d.builder().setKernelShape(new Shape(3, 3)).setFilters(4).build())
            .add(BatchNorm.builder().build())
            .add(Activation::relu)
            .add(Blocks.batchFlattenBlock())
            .add(Linear.builder().setUnits(CLASSES).build());
      }

      @Override
      Shape example() {
        return new Shape(1, 6, 6);
      }
    },
    LSTM_DROPOUT {
      @Override
      Block block() {
        return new SequentialBlock()
            .add(LSTM.builder()
                .setNumLayers(2)
                .setStateSize(5)
                .optDropRate(0.3f)
                .optBatchFirst(true)
                .build())
            .add(Blocks.batchFlattenBlock())
            .add(Linear.builder().setUnits(CLASSES).build());
      }

      @Override
      Shape example() {
        return new Shape(9, 4);
      }
    },
    DROPOUT {
      @Override
      Block block() {
        return new SequentialBlock()
            .add(Linear.builder().setUnits(16).build())
            .add(Activation::relu)
            .add(Dropout.builder().optRate(0.5f).build())
            .add(Linear.builder().setUnits(CLASSES).build());
      }
    };

    abstract Block block();

    Shape example() {
      return new Shape(FEATURES);
    }

    Shape input() {
      return new Shape(BATCH_SIZE).addAll(example());
    }
  }

  /** By what it is trained. */
  enum Updater {
    SGD {
      @Override
      Optimizer optimizer() {
        return ResumableOptimizer.of(Optimizer.sgd().setLearningRateTracker(Tracker.fixed(0.05f)));
      }
    },
    MOMENTUM {
      @Override
      Optimizer optimizer() {
        return ResumableOptimizer.of(Optimizer.sgd()
            .setLearningRateTracker(Tracker.multiFactor()
                .setBaseValue(0.05f)
                .setSteps(new int[] {7, 15, 22})
                .optFactor(0.5f)
                .build())
            .optMomentum(0.9f)
            .optClipGrad(1f));
      }
    },
    ADAM {
      @Override
      Optimizer optimizer() {
        return ResumableOptimizer.of(Adam.builder()
            .optLearningRateTracker(
                Tracker.factor().setBaseValue(0.01f).setFactor(0.97f).build())
            .optWeightDecays(1e-4f));
      }
    },
    ADAM_W_COSINE {
      @Override
      Optimizer optimizer() {
        return ResumableOptimizer.of(AdamW.builder()
            .optLearningRateTracker(Tracker.cosine()
                .setBaseValue(0.01f)
                .optFinalValue(0.001f)
                .setMaxUpdates(40)
                .build()));
      }
    };

    abstract Optimizer optimizer();
  }

  static DjlFidelityScenario.Fresh fresh(Kind kind, Updater updater) {
    return new DjlFidelityScenario.Fresh(
        model(kind), config(updater.optimizer()), data(kind, BATCHES_PER_EPOCH), kind.input());
  }

  static Model model(Kind kind) {
    Model model = Model.newInstance("toy", Device.cpu(), "PyTorch");
    model.setBlock(kind.block());
    return model;
  }

  static DefaultTrainingConfig config(Optimizer optimizer) {
    return new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
        .optOptimizer(optimizer)
        .optDevices(new Device[] {Device.cpu()});
  }

  static Sampler sampler() {
    return new BatchSampler(new RandomSampler(), BATCH_SIZE);
  }

  /** Shuffled examples, so many batches of them; the same at every call. */
  static ArrayDataset data(Kind kind, int batches) {
    return data(kind, batches, sampler());
  }

  static ArrayDataset data(Kind kind, int batches, Sampler sampler) {
    int examples = batches * BATCH_SIZE;
    SplittableRandom random = new SplittableRandom(7);
    float[] features = new float[examples * FEATURES];
    float[] labels = new float[examples];
    for (int example = 0; example < examples; example++) {
      labels[example] = random.nextInt(CLASSES);
      for (int i = 0; i < FEATURES; i++) {
        features[example * FEATURES + i] =
            (float) (random.nextDouble() - 0.5 + 0.1 * labels[example]);
      }
    }
    NDArray data = DATA.create(features, new Shape(examples).addAll(kind.example()));
    return new ArrayDataset.Builder()
        .setData(data)
        .optLabels(DATA.create(labels))
        .setSampling(sampler)
        .build();
  }
}
