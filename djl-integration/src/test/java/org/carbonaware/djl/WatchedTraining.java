package org.carbonaware.djl;

import ai.djl.Model;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import java.io.IOException;
import java.io.PrintStream;
import java.net.Proxy;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import org.carbonaware.control.CarbonController;

/**
 * The main class of another JVM: trains, and says whatever address is asked for; none is let out.
 */
final class WatchedTraining {
  private WatchedTraining() {}

  public static void main(String[] arguments) throws Exception {
    PrintStream out = System.out;
    URL.setURLStreamHandlerFactory(
        protocol -> protocol.startsWith("http") ? new Refusing(out) : null);
    ToyTrainings.Kind kind = ToyTrainings.Kind.MLP;
    DjlFidelityScenario.Fresh fresh = Runs.fresh(kind, ToyTrainings.Updater.ADAM);
    try (CarbonController carbon = Runs.withoutCheckpoints().start();
        Model model = fresh.model();
        Trainer trainer = model.newTrainer(fresh.config())) {
      trainer.initialize(kind.input());
      CarbonAwareTraining training =
          CarbonAwareTraining.resumeOrStart(carbon, trainer, fresh.config());
      EasyTrain.fit(trainer, 1, training.data(ToyTrainings.data(kind, 12)), null);
      out.println("trained " + carbon.batchesDone() + " batches");
    }
    System.exit(0);
  }

  /** Every connection of DJL's begins at a URL. */
  private static final class Refusing extends URLStreamHandler {
    private final PrintStream out;

    Refusing(PrintStream out) {
      this.out = out;
    }

    @Override
    protected URLConnection openConnection(URL url) throws IOException {
      out.println("asked for " + url);
      throw new IOException("no connection is made here");
    }

    @Override
    protected URLConnection openConnection(URL url, Proxy proxy) throws IOException {
      return openConnection(url);
    }
  }
}
