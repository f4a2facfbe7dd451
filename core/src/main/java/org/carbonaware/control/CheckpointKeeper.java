package org.carbonaware.control;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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
 * Takes snapshots and writes them. At a pause the training thread waits until the checkpoint is
 * durable; a periodic one is only copied on the training thread and written on a thread of its own.
 * A failure is reported and never reaches the training.
 */
final class CheckpointKeeper {
  private static final Logger log = LoggerFactory.getLogger(CheckpointKeeper.class);
  private static final String BATCHES = "batches";

  private final @Nullable CheckpointStore store;
  private final TrainingClock clock;
  private final Supplier<Map<String, String>> runAttributes;
  private final Consumer<ControllerEvent> out;
  private final Consumer<String> warn;
  private final AtomicBoolean writing = new AtomicBoolean();
  private final ExecutorService writer = Executors.newSingleThreadExecutor(task -> {
    Thread thread = new Thread(task, "carbon-checkpoint");
    thread.setDaemon(true);
    return thread;
  });
  private volatile Duration lastTook;
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

  /** Captures and writes; returns whether the checkpoint is durable. */
  boolean save(TrainingState training, boolean forPause) {
    long begin = clock.nanoTime();
    try {
      return store != null && write(training.capture(), runAttributes.get(), forPause, begin);
    } catch (RuntimeException | OutOfMemoryError e) {
      failed(e);
      return false;
    }
  }

  /** Captures now, writes later. Skipped while an earlier one is still being written. */
  void snapshot(TrainingState training) {
    if (store == null || !writing.compareAndSet(false, true)) {
      return;
    }
    try {
      long begin = clock.nanoTime();
      Snapshot snapshot = training.capture();
      Map<String, String> run = runAttributes.get();
      writer.execute(() -> {
        try {
          write(snapshot, run, false, begin);
        } catch (RuntimeException | OutOfMemoryError e) {
          failed(e);
        } finally {
          writing.set(false);
        }
      });
    } catch (RuntimeException | OutOfMemoryError e) {
      writing.set(false);
      failed(e);
    }
  }

  private boolean write(Snapshot snapshot, Map<String, String> run, boolean forPause, long begin) {
    if (store == null) {
      return false;
    }
    Instant at = clock.instant();
    Manifest manifest = store.write(snapshot, run, at);
    Duration took = Duration.ofNanos(clock.nanoTime() - begin);
    lastTook = took;
    long batches = Long.parseLong(run.getOrDefault(BATCHES, "0"));
    out.accept(new CheckpointWritten(
        clock.instant(), manifest.sequence(), manifest.bytes(), took, batches, forPause));
    return true;
  }

  private void failed(Throwable failure) {
    log.warn("could not write a checkpoint", failure);
    warn.accept(
        "could not write a checkpoint, the training goes on without it: " + failure.getMessage());
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
    try {
      if (!writer.awaitTermination(1, TimeUnit.MINUTES)) {
        warn.accept("the last periodic checkpoint was not written: it took more than a minute");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (store != null) {
      store.close();
    }
  }
}
