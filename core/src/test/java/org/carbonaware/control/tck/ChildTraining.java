package org.carbonaware.control.tck;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.carbonaware.checkpoint.CheckpointException;
import org.carbonaware.checkpoint.fidelity.TrainingFingerprint;
import org.carbonaware.control.CarbonController;
import org.carbonaware.control.CarbonControllerBuilder;
import org.carbonaware.control.ControllerEvent;
import org.carbonaware.control.ControllerEvent.CheckpointWritten;
import org.carbonaware.control.ControllerEvent.Progressed;
import org.carbonaware.control.ControllerEvent.RunEnded;
import org.carbonaware.control.ControllerEvent.RunStarted;
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

  /** How long a batch takes, in the time of {@link ChildClock}. */
  static final Duration BATCH = Duration.ofMinutes(1);

  private static final double DIRTY = 300;

  /** How a child ends itself in the middle of a batch. */
  static final int EXIT_CODE = 7;

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
   * @param arguments a {@link ChildOrder}
   * @param framework trains
   * @throws Exception if that fails
   */
  public static void main(String[] arguments, Framework framework) throws Exception {
    ChildOrder order = ChildOrder.of(arguments);
    ChildClock clock = new ChildClock(order.clock());
    PrintStream out = System.out;
    Acknowledging acknowledging =
        new Acknowledging(Ledger.in(order.directory().resolve("ledger")), out);
    try (CarbonController carbon = control(order, clock).listener(acknowledging).start()) {
      carbon.addListener(new Pausing(carbon));
      long begin = carbon.batchesDone();
      say(out, "deadline " + carbon.deadline());
      TrainingFingerprint end = framework.train(
          carbon,
          resumed -> say(out, (resumed ? "resumed " : "begun ") + begin),
          order.epochs(),
          () -> {
            clock.advance(BATCH);
            atBatch(carbon.batchesDone() - begin, order, carbon, () -> acknowledging.checkpoints);
          });
      say(out, "done " + clock.instant());
      say(out, "finished " + end.toJson());
    } catch (TrainingSuspendedException leaving) {
      System.exit(leaving.saved() ? TrainingSuspendedException.EXIT_CODE : 1);
    } catch (CheckpointException refusal) {
      say(out, "refused " + refusal.getMessage());
      System.exit(1);
    }
  }

  private static CarbonControllerBuilder control(ChildOrder order, ChildClock clock) {
    return CarbonController.builder()
        .zone("DE")
        .grid(new DayAndNightGrid())
        .clock(clock)
        .policy(Policies.threshold(DIRTY, DIRTY))
        .epochs(order.epochs())
        .expectedWork(BATCH.multipliedBy(order.epochs() * BATCHES_PER_EPOCH))
        .deadline(order.deadline())
        .margin(order.margin())
        .checkpoints(order.directory().resolve("checkpoints"))
        .checkpointEvery(BATCH.multipliedBy(7))
        .pace(BATCH.dividedBy(4), BATCH.multipliedBy(10));
  }

  private static void atBatch(
      long done, ChildOrder order, CarbonController carbon, LongSupplier saved) {
    if (done == order.afterBatches()) {
      switch (order.then()) {
        case NOTHING -> {}
        case SUSPEND -> carbon.suspend();
        case EXIT -> System.exit(EXIT_CODE);
        case RUN_OUT_OF_MEMORY -> hoard(new ArrayList<>(), 1 << 20);
        case HOARD -> new Thread(ChildTraining::hoardForAWhile, "hoarder").start();
      }
    }
    if (order.mostBatches() > 0 && done >= order.mostBatches() && saved.getAsLong() > 0) {
      say(System.out, "waiting");
      awaitEnd(System.in);
    }
  }

  /** Until there is no more. */
  private static void hoard(List<byte[]> hoarded, int bytes) {
    while (bytes > 0) {
      hoarded.add(new byte[bytes]);
    }
  }

  private static void hoardForAWhile() {
    List<byte[]> hoarded = new ArrayList<>(1 << 20);
    for (int bytes = 1 << 20; bytes >= 1 << 8; bytes >>= 4) {
      try {
        hoard(hoarded, bytes);
      } catch (OutOfMemoryError e) {
        LockSupport.parkNanos(5_000_000); // the others feel it
      }
    }
    hoarded.clear();
    say(System.out, "let go");
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

  /** Says what the ledger has written, until it loses a line. */
  private static final class Acknowledging implements ControllerListener {
    private final Ledger ledger;
    private final PrintStream out;
    volatile long checkpoints;
    private boolean recorded;

    Acknowledging(Ledger ledger, PrintStream out) {
      this.ledger = ledger;
      this.out = out;
    }

    @Override
    public void onEvent(ControllerEvent event) {
      ledger.onEvent(event);
      recorded |= event instanceof RunStarted; // a run that is left alone is not
      if (recorded && !(event instanceof Progressed) && ledger.lostLines() == 0) {
        say(out, "line " + event.at());
      }
      if (event instanceof CheckpointWritten written) {
        say(out, "checkpoint " + written.batches());
        checkpoints = written.sequence();
      } else if (event instanceof RunEnded ended) {
        say(out, "ended " + ended.batches());
      }
    }

    @Override
    public void onClose() {
      ledger.onClose();
    }
  }

  /** Holds the training for a moment at every fifth periodic checkpoint. */
  private static final class Pausing implements ControllerListener {
    private final CarbonController carbon;
    private int checkpoints;
    private boolean byHand;

    Pausing(CarbonController carbon) {
      this.carbon = carbon;
    }

    @Override
    public void onEvent(ControllerEvent event) {
      if (event instanceof CheckpointWritten written && !written.forPause()) {
        if (++checkpoints % 5 == 0) {
          byHand = true;
          carbon.pause();
          letGoOnIf(carbon.state()); // it may have stood already
        }
      } else if (event instanceof StateChanged change) {
        letGoOnIf(change.to());
      }
    }

    private void letGoOnIf(ControllerState state) {
      if (byHand && state == ControllerState.PAUSED) {
        byHand = false;
        carbon.resume();
      }
    }
  }
}
