package org.carbonaware.examples;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.dataset.ArrayDataset;
import java.nio.file.Path;
import org.carbonaware.examples.djl.DjlFramework;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FiveLinesDjlTest {
  private static final int FEATURES = 6;

  @BeforeAll
  static void loadTheEngineWithoutANetwork() {
    assertThat(new DjlFramework().prepare()).isEmpty();
  }

  private static Model fresh() {
    Engine.getInstance().setRandomSeed(42);
    Model model = Model.newInstance("five-lines");
    model.setBlock(new SequentialBlock()
        .add(Linear.builder().setUnits(8).build())
        .add(Dropout.builder().build())
        .add(Linear.builder().setUnits(2).build()));
    return model;
  }

  private static ArrayDataset data(Model model) {
    NDManager manager = model.getNDManager();
    NDArray features = manager.arange(0f, 24f * FEATURES).sin().reshape(24, FEATURES);
    return new ArrayDataset.Builder()
        .setData(features)
        .optLabels(manager.arange(0f, 24f).mod(2))
        .setSampling(4, true)
        .build();
  }

  private static float[] weights(Model model) {
    return model.getBlock().getParameters().valueAt(0).getArray().toFloatArray();
  }

  @Test
  void train() throws Exception {
    try (Model model = fresh()) {
      FiveLinesDjl.pause(model, data(model), new Shape(4, FEATURES), 1);
      float[] once = weights(model);
      FiveLinesDjl.pause(model, data(model), new Shape(4, FEATURES), 1);
      assertThat(weights(model)).isNotEqualTo(once);
    }
  }

  @Test
  void goOnWithMoreEpochs(@TempDir Path checkpoints, @TempDir Path others) throws Exception {
    float[] resumed = new float[0];
    for (int epochs = 1; epochs <= 3; epochs++) {
      try (Model model = fresh()) {
        FiveLinesDjl.resume(model, data(model), new Shape(4, FEATURES), epochs, checkpoints);
        resumed = weights(model);
      }
    }
    try (Model model = fresh()) {
      FiveLinesDjl.resume(model, data(model), new Shape(4, FEATURES), 3, others);
      assertThat(resumed).isEqualTo(weights(model));
    }
  }
}
