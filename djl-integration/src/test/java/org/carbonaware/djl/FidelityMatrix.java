package org.carbonaware.djl;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.carbonaware.checkpoint.fidelity.FidelityScenario;

/** All that must resume exactly. Public, so that a fresh JVM finds it. */
public final class FidelityMatrix implements FidelityScenario.Catalogue {
  /** Made by the kit in a fresh JVM. */
  public FidelityMatrix() {}

  @Override
  public List<FidelityScenario> scenarios() {
    return List.copyOf(crossed());
  }

  static List<DjlFidelityScenario> crossed() {
    List<DjlFidelityScenario> crossed = new ArrayList<>();
    for (ToyTrainings.Kind kind : ToyTrainings.Kind.values()) {
      for (ToyTrainings.Updater updater : ToyTrainings.Updater.values()) {
        DjlFidelityScenario scenario = DjlFidelityScenario.of(
            (kind + " " + updater).toLowerCase(Locale.ROOT),
            () -> ToyTrainings.fresh(kind, updater));
        crossed.add(scenario);
        crossed.add(scenario.inOwnLoop());
      }
    }
    return crossed;
  }
}
