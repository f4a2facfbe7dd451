package org.carbonaware.control.tck;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.carbonaware.checkpoint.fidelity.TrainingFingerprint;
import org.carbonaware.control.CarbonController;
import org.carbonaware.control.CarbonControllerBuilder;
import org.carbonaware.control.ControllerEvent;
import org.carbonaware.control.ControllerEvent.CheckpointWritten;
import org.carbonaware.control.ControllerEvent.Progressed;
import org.carbonaware.control.ControllerEvent.StateChanged;
import org.carbonaware.control.ControllerListener;
import org.carbonaware.control.ControllerState;
import org.carbonaware.control.TrainingSuspendedException;
import org.carbonaware.ledger.Ledger;
import org.carbonaware.plan.Policies;

/**
 * The main class of another JVM: a small training with frequent checkpoints and pauses, that says
 * on its output what is durable. A line counts only if it is whole, so each ends with a dot.
 */
public final class ChildTraining {
  /** The batches of an epoch that a child's data must have. */
  public static final int BATCHES_PER_EPOCH = 100;

  /** A framework's half of the child. */
  @FunctionalInterface
  public interface Framework {
    /**
     * Goes on or starts, and trains to the end.
     *
     * @param controller the controller
     * @param begun to be called when it is known where the training begins
     * @param epochs the epochs in all
     * @param atBatch to be called for each batch as it is handed out
     * @return the state reached
     * @throws Exception if that fails
     */
    TrainingFingerprint train(
        CarbonController controller, Consumer<Boolean> begun, long epochs, Runnable atBatch)
        throws Exception;
  }

  private ChildTraining() {}

  /**
   * Trains until all epochs are done or somebody ends it.
   *
   * @param arguments the directory, the epochs, and if wanted {@code suspend} or {@code wait} and
   *     how many batches of this process to do before
   * @param framework trains
   * @throws Exception if that fails
   */
  public static void main(String[] arguments, Framework framework) throws Exception {
    Path directory = Path.of(arguments[0]);
    long epochs = Long.parseLong(arguments[1]);
    PrintStream out = System.out;
    try (CarbonController carbon = control(directory, epochs, out).start()) {
      carbon.addListener(new Pausing(carbon));
      long begin = carbon.batchesDone();
      TrainingFingerprint end = framework.train(
          carbon,
          resumed -> say(out, (resumed ? "resumed " : "begun ") + begin),
          epochs,
          () -> atBatch(carbon.batchesDone() - begin, arguments, carbon));
      say(out, "finished " + end.toJson());
    } catch (TrainingSuspendedException leaving) {
      System.exit(leaving.saved() ? TrainingSuspendedException.EXIT_CODE : 1);
    }
  }

  private static CarbonControllerBuilder control(Path directory, long epochs, PrintStream out) {
    return CarbonController.builder()
        .zone("DE")
        .policy(Policies.runNow())
        .epochs(epochs)
        .deadline(Duration.ofDays(365))
        .checkpoints(directory.resolve("checkpoints"))
        .checkpointEvery(Duration.ofMillis(5))
        .pace(Duration.ofMillis(2), Duration.ofMillis(200))
        .listener(Ledger.in(directory.resolve("ledger")))
        .listener(new Acknowledging(out));
  }

  private static void atBatch(long done, String[] arguments, CarbonController carbon) {
    if (arguments.length > 2 && done == Long.parseLong(arguments[3])) {
      if (arguments[2].equals("suspend")) {
        carbon.suspend();
      } else {
        say(System.out, "waiting");
        awaitEnd(System.in);
      }
    }
  }

  private static void awaitEnd(InputStream in) {
    try {
      while (in.read() >= 0) {
        // until the parent lets go
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void say(PrintStream out, String line) {
    out.println(line + " .");
    out.flush();
  }

  /** Stands behind the ledger: what it is told, the ledger has written. */
  private static final class Acknowledging implements ControllerListener {
    private final PrintStream out;

    Acknowledging(PrintStream out) {
      this.out = out;
    }

    @Override
    public void onEvent(ControllerEvent event) {
      if (event instanceof Progressed) {
        return; // has no line
      }
      say(out, "line " + event.at());
      if (event instanceof CheckpointWritten written) {
        say(out, "checkpoint " + written.batches());
      }
    }
  }

  /** Holds the training for a moment at every fifth periodic checkpoint. */
  private static final class Pausing implements ControllerListener {
    private final CarbonController carbon;
    private int checkpoints;

    Pausing(CarbonController carbon) {
      this.carbon = carbon;
    }

    @Override
    public void onEvent(ControllerEvent event) {
      if (event instanceof CheckpointWritten written && !written.forPause()) {
        if (++checkpoints % 5 == 0) {
          carbon.pause();
        }
      } else if (event instanceof StateChanged change && change.to() == ControllerState.PAUSED) {
        carbon.resume();
      }
    }
  }
}
