package org.carbonaware.checkpoint.fidelity;

import java.util.Arrays;
import java.util.List;

/** A toy training with each fault. */
public final class ToyCatalogue implements FidelityScenario.Catalogue {
  @Override
  public List<FidelityScenario> scenarios() {
    return Arrays.stream(ToyTraining.Fault.values())
        .<FidelityScenario>map(ToyTraining::new)
        .toList();
  }

  /** Nothing to check. */
  public static final class Empty implements FidelityScenario.Catalogue {
    @Override
    public List<FidelityScenario> scenarios() {
      return List.of();
    }
  }

  /** Two scenarios of one name. */
  public static final class Doubled implements FidelityScenario.Catalogue {
    @Override
    public List<FidelityScenario> scenarios() {
      ToyTraining toy = new ToyTraining(ToyTraining.Fault.NONE);
      return List.of(toy, toy);
    }
  }

  /** Can't be made from outside. */
  static final class Hidden implements FidelityScenario.Catalogue {
    private Hidden() {}

    @Override
    public List<FidelityScenario> scenarios() {
      return List.of();
    }
  }
}
