package org.carbonaware.dl4j;

import org.carbonaware.control.tck.ChildTraining;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** The main class of another JVM: a small DL4J training. */
final class Dl4jChild {
  private Dl4jChild() {}

  public static void main(String[] arguments) throws Exception {
    ChildTraining.main(arguments, (carbon, begun, epochs, atBatch) -> {
      CarbonAwareTraining<MultiLayerNetwork> training = CarbonAwareTraining.resumeOrStart(
          carbon, () -> ToyModels.layered(ToyModels.Feature.DROPOUT, ToyModels.Updater.ADAM));
      begun.accept(training.resumed());
      ToyData data = ToyData.flat(ChildTraining.BATCHES_PER_EPOCH);
      data.onBatch(atBatch);
      training.fit(data, epochs);
      return training.fingerprint();
    });
  }
}
