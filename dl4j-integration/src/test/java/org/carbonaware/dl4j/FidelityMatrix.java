package org.carbonaware.dl4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.carbonaware.checkpoint.fidelity.FidelityScenario;

/** All that must resume exactly. Public, so that a fresh JVM finds it. */
public final class FidelityMatrix implements FidelityScenario.Catalogue {
  static final int BATCHES_PER_EPOCH = 12;

  /** Made by the kit in a fresh JVM. */
  public FidelityMatrix() {}

  @Override
  public List<FidelityScenario> scenarios() {
    List<FidelityScenario> all = new ArrayList<>(crossed());
    all.add(Dl4jFidelityScenario.of(
        "truncated LSTM", ToyModels::truncatedLstm, () -> ToyData.sequences(12)));
    all.add(Dl4jFidelityScenario.of(
            "layered",
            () -> ToyModels.layered(ToyModels.Feature.DROPOUT, ToyModels.Updater.ADAM),
            () -> ToyData.flat(BATCHES_PER_EPOCH))
        .overDataSets());
    all.add(Dl4jFidelityScenario.of(
            "graph",
            () -> ToyModels.graph(ToyModels.Feature.DROPOUT, ToyModels.Updater.ADAM),
            () -> ToyData.flat(BATCHES_PER_EPOCH))
        .overDataSets());
    return all;
  }

  static List<Dl4jFidelityScenario> crossed() {
    List<Dl4jFidelityScenario> crossed = new ArrayList<>();
    for (ToyModels.Kind kind : ToyModels.Kind.values()) {
      for (ToyModels.Feature feature : ToyModels.Feature.values()) {
        for (ToyModels.Updater updater : ToyModels.Updater.values()) {
          crossed.add(Dl4jFidelityScenario.of(
              (kind + " " + feature + " " + updater).toLowerCase(Locale.ROOT),
              () -> ToyModels.model(kind, feature, updater),
              () -> ToyData.flat(BATCHES_PER_EPOCH)));
        }
      }
    }
    return crossed;
  }
}
