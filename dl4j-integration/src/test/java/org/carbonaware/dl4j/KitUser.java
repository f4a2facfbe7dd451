package org.carbonaware.dl4j;

import java.nio.file.Path;
import org.carbonaware.checkpoint.fidelity.ResumeFidelity;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** What a user of the kit writes, who has no test framework. */
public final class KitUser {
  private KitUser() {}

  /**
   * Checks a model and prints the report.
   *
   * @param arguments an empty directory to work in
   */
  public static void main(String[] arguments) {
    var scenario = Dl4jFidelityScenario.of("my model", MyModel::fresh, MyData::iterator);
    System.out.println(
        ResumeFidelity.check(scenario, 40, 23, Path.of(arguments[0])).summary());
  }

  private static final class MyModel {
    static MultiLayerNetwork fresh() {
      return ToyModels.layered(ToyModels.Feature.DROPOUT, ToyModels.Updater.ADAM);
    }
  }

  private static final class MyData {
    static DataSetIterator iterator() {
      return ToyData.flat(12);
    }
  }
}
