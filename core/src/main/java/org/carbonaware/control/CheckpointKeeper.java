package org.carbonaware.control;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.carbonaware.checkpoint.CheckpointStore;
import org.carbonaware.checkpoint.Manifest;
import org.carbonaware.checkpoint.Snapshot;
import org.carbonaware.checkpoint.TrainingState;
import org.carbonaware.control.ControllerEvent.CheckpointWritten;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes snapshots and writes them. A snapshot is copied on the training thread and written on a
 * thread of its own, where no interrupt of the training thread reaches it. At a pause the training
 * thread waits until the checkpoint is durable, as long as there is any sense in that: a disk that
 * hangs does not hold it. A failure is reported and never reaches the training.
 */
final class CheckpointKeeper {
  private static final Logger log = LoggerFactory.getLogger(CheckpointKeeper.class);
  private static final String BATCHES = "batches";

  /** How often a thread that waits for the disk looks whether to wait on, in real time. */
  private static final long LOOK_MILLIS = 20;

  /** How long a training waits at its own wish, such as at its end, until it is saved. */
  private static final Duration LONGEST_SAVE = Duration.ofHours(1);

  private static final long LONGEST_CLOSE_SECONDS = 60;

  /** A state on its way to the store; {@code begin} is nano time. */
  private record Captured(long begin, Instant at, Snapshot snapshot, Map<String, String> run) {}

  private final @Nullable CheckpointStore store;
  private final TrainingClock clock;
  private final Supplier<Map<String, String>> runAttributes;
  private final Consumer<ControllerEvent> out;
  private final Consumer<String> warn;

  /** One state at a time is on its way: a second copy may not fit into memory. */
  private final Semaphore free = new Semaphore(1);

  private final ExecutorService writer = Executors.newSingleThreadExecutor(task -> {
    Thread thread = new Thread(task, "carbon-checkpoint");
    thread.setDaemon(true);
    return thread;
  });
  private volatile Duration lastTook;
  private volatile boolean warnedOfDivergence;
  private int reportedWarnings;

  CheckpointKeeper(
      @Nullable CheckpointStore store,
      TrainingClock clock,
      Duration expectedToTake,
      Supplier<Map<String, String>> runAttributes,
      Consumer<ControllerEvent> out,
      Consumer<String> warn) {
    this.store = store;
    this.clock = clock;
    this.lastTook = expectedToTake;
    this.runAttributes = runAttributes;
    this.out = out;
    this.warn = warn;
  }

  boolean configured() {
    return store != null;
  }

  /** How long the last checkpoint took, or is expected to take. */
  Duration took() {
    return store == null ? Duration.ZERO : lastTook;
  }

  /** Captures, and waits until that is written, an hour at most. */
  boolean save(TrainingState training, boolean forPause) {
    Instant giveUp = clock.instant().plus(LONGEST_SAVE);
    return save(training, forPause, () -> clock.instant().isBefore(giveUp));
  }

  /**
   * Captures, and waits until that is written.
   *
   * @param worthWaiting asked now and then; what is not durable when it says no is written all the
   *     same, as a periodic checkpoint is
   * @return whether the checkpoint is durable
   */
  boolean save(TrainingState training, boolean forPause, BooleanSupplier worthWaiting) {
    if (store == null) {
      return false;
    }
    if (writer.isShutdown()) {
      log.warn("not saved: the controller is closed");
      return false;
    }
    Waiting waiting = new Waiting(worthWaiting);
    try {
      if (!waiting.until(free::tryAcquire)) {
        warn.accept(
            "not saved: an earlier checkpoint is still being written, and the training goes on");
        return false;
      }
      CountDownLatch written = new CountDownLatch(1);
      AtomicBoolean durable = new AtomicBoolean();
      send(store, training, forPause, () -> durable.set(true), written::countDown);
      if (!waiting.until(written::await)) {
        warn.accept("the checkpoint is not written yet, and the training goes on without waiting"
            + " for it any longer");
      }
      return durable.get();
    } catch (RuntimeException | Error e) {
      failed(e);
      return false;
    } finally {
      waiting.end();
    }
  }

  /** Captures now, writes later. Skipped while an earlier one is still being written. */
  void snapshot(TrainingState training) {
    if (store == null || !free.tryAcquire()) {
      return;
    }
    try {
      send(store, training, false, () -> {}, () -> {});
    } catch (RuntimeException | Error e) {
      failed(e);
    }
  }

  /**
   * Captures, and lets the thread that writes do the rest; it, or a failure here, frees the way.
   */
  private void send(
      CheckpointStore to,
      TrainingState training,
      boolean forPause,
      Runnable whenDurable,
      Runnable atLast) {
    boolean sent = false;
    try {
      long begin = clock.nanoTime();
      Instant at = clock.instant();
      Captured captured = new Captured(begin, at, training.capture(), runAttributes.get());
      writer.execute(() -> {
        try {
          write(to, captured, forPause);
          whenDurable.run();
        } catch (RuntimeException | Error e) {
          failed(e);
        } finally {
          free.release();
          atLast.run();
        }
      });
      sent = true;
    } finally {
      if (!sent) {
        free.release();
      }
    }
  }

  private void write(CheckpointStore to, Captured captured, boolean forPause) {
    Manifest manifest = to.write(captured.snapshot(), captured.run(), captured.at());
    Duration took = Duration.ofNanos(clock.nanoTime() - captured.begin());
    lastTook = took;
    long batches = Long.parseLong(captured.run().getOrDefault(BATCHES, "0"));
    out.accept(new CheckpointWritten(
        clock.instant(), manifest.sequence(), manifest.bytes(), took, batches, forPause));
    if (manifest.diverged() && !warnedOfDivergence) {
      warnedOfDivergence = true;
      warn.accept("checkpoint " + manifest.sequence() + " is of a training whose loss was no finite"
          + " number; the newest one from before that is kept besides: to go back to it, move the"
          + " later ones out of the directory");
    }
  }

  private void failed(Throwable failure) {
    log.warn("could not write a checkpoint", failure);
    String why = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    warn.accept("could not write a checkpoint, the training goes on without it: " + why);
  }

  /** Passes on what the store found damaged. */
  void reportStoreWarnings() {
    if (store != null) {
      for (String text :
          store.warnings().subList(reportedWarnings, store.warnings().size())) {
        warn.accept(text);
        reportedWarnings++;
      }
    }
  }

  /** Waits for a write under way (at most a minute) and lets go of the store. */
  void close() {
    writer.shutdown();
    boolean ended = false;
    try {
      ended = writer.awaitTermination(LONGEST_CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (store != null && ended) {
      letGo(store);
    } else if (!ended) { // it may hold the store for ever, and closing would wait for it
      warn.accept("the last checkpoint was not written: it took more than a minute");
    }
  }

  private static void letGo(CheckpointStore store) {
    try {
      store.close();
    } catch (RuntimeException | Error e) {
      log.warn("the checkpoint store could not be closed", e);
    }
  }

  /** Waits over interrupts, which are put off until its end, while that is worth it. */
  private static final class Waiting {
    /** Waits a limited time for something. */
    interface For {
      boolean within(long time, TimeUnit unit) throws InterruptedException;
    }

    private final BooleanSupplier worthIt;
    private boolean interrupted;

    Waiting(BooleanSupplier worthIt) {
      this.worthIt = worthIt;
    }

    boolean until(For event) {
      while (true) {
        try {
          if (event.within(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            return true;
          }
        } catch (InterruptedException e) {
          interrupted = true;
          continue;
        }
        if (!worthIt.getAsBoolean()) {
          return false;
        }
      }
    }

    void end() {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
