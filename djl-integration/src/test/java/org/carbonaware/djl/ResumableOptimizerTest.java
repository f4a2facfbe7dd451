package org.carbonaware.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.optimizer.Adam;
import ai.djl.training.optimizer.AdamW;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.util.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Drop-in: what is trained by one is bit for bit what DJL's own would have trained. */
class ResumableOptimizerTest {
  private record Twins(String name, Supplier<Optimizer> own, Supplier<Optimizer> resumable) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Twins> twins() {
    return List.of(
        new Twins(
            "Adam", () -> Adam.builder().build(), () -> ResumableOptimizer.of(Adam.builder())),
        new Twins(
            "Adam that begins at update 500",
            () -> Adam.builder().optBeginNumUpdate(500).build(),
            () -> ResumableOptimizer.of(Adam.builder().optBeginNumUpdate(500))),
        new Twins(
            "AdamW", () -> AdamW.builder().build(), () -> ResumableOptimizer.of(AdamW.builder())),
        new Twins(
            "Sgd",
            () -> Optimizer.sgd().setLearningRateTracker(Tracker.fixed(0.1f)).build(),
            () ->
                ResumableOptimizer.of(Optimizer.sgd().setLearningRateTracker(Tracker.fixed(0.1f)))),
        new Twins(
            "Sgd with momentum",
            () -> momentum().build(),
            () -> ResumableOptimizer.of(momentum())));
  }

  private static ai.djl.training.optimizer.Sgd.Builder momentum() {
    return Optimizer.sgd()
        .optMomentum(0.9f)
        .optWeightDecays(1e-3f)
        .setLearningRateTracker(Tracker.cosine()
            .setBaseValue(0.1f)
            .optFinalValue(0.01f)
            .setMaxUpdates(20)
            .build());
  }

  @ParameterizedTest
  @MethodSource("twins")
  void trainsAsDjlsOwnDoes(Twins twins) throws Exception {
    assertThat(trained(twins.resumable().get())).isEqualTo(trained(twins.own().get()));
  }

  private static List<List<Float>> trained(Optimizer optimizer) throws Exception {
    Engine.getInstance().setRandomSeed(42);
    ToyTrainings.Kind kind = ToyTrainings.Kind.CNN_BATCH_NORM;
    try (Model model = ToyTrainings.model(kind);
        Trainer trainer = model.newTrainer(ToyTrainings.config(optimizer))) {
      trainer.initialize(kind.input());
      EasyTrain.fit(trainer, 2, ToyTrainings.data(kind, 12), null);
      List<List<Float>> values = new ArrayList<>();
      for (Pair<String, ai.djl.nn.Parameter> named : model.getBlock().getParameters()) {
        values.add(floats(named.getValue().getArray()));
      }
      return values;
    }
  }

  private static List<Float> floats(NDArray array) {
    List<Float> values = new ArrayList<>();
    for (float value : array.toFloatArray()) {
      values.add(value);
    }
    return values;
  }
}
