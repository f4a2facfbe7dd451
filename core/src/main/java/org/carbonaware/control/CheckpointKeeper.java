package org.carbonaware.control;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
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

  /**
   * A state on its way to the store; {@code number} counts captures, {@code begin} is nano time.
   */
  private record Captured(
      long number, long begin, Instant at, Snapshot snapshot, Map<String, String> run) {}

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
  private final ReentrantLock order = new ReentrantLock();
  private final AtomicLong captures = new AtomicLong();
  private volatile Duration lastTook;
  private long lastWritten;
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
    if (store == null) {
      return false;
    }
    try {
      write(store, capture(training), forPause);
      return true;
    } catch (RuntimeException | Error e) {
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
      Captured captured = capture(training);
      writer.execute(() -> {
        try {
          write(store, captured, false);
        } catch (RuntimeException | Error e) {
          failed(e);
        } finally {
          writing.set(false);
        }
      });
    } catch (RuntimeException | Error e) {
      writing.set(false);
      failed(e);
    }
  }

  private Captured capture(TrainingState training) {
    long begin = clock.nanoTime();
    Instant at = clock.instant();
    return new Captured(
        captures.incrementAndGet(), begin, at, training.capture(), runAttributes.get());
  }

  /** Writes, unless something captured later is written already: that must stay the newest. */
  private void write(CheckpointStore to, Captured captured, boolean forPause) {
    order.lock();
    try {
      if (captured.number() < lastWritten) {
        return;
      }
      Manifest manifest = to.write(captured.snapshot(), captured.run(), captured.at());
      lastWritten = captured.number();
      Duration took = Duration.ofNanos(clock.nanoTime() - captured.begin());
      lastTook = took;
      long batches = Long.parseLong(captured.run().getOrDefault(BATCHES, "0"));
      out.accept(new CheckpointWritten(
          clock.instant(), manifest.sequence(), manifest.bytes(), took, batches, forPause));
    } finally {
      order.unlock();
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
    try {
      if (!writer.awaitTermination(1, TimeUnit.MINUTES)) {
        warn.accept("the last periodic checkpoint was not written: it took more than a minute");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (store != null) {
      letGo(store);
    }
  }

  private static void letGo(CheckpointStore store) {
    try {
      store.close();
    } catch (RuntimeException | Error e) {
      log.warn("the checkpoint store could not be closed", e);
    }
  }
}
