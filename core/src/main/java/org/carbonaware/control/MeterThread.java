package org.carbonaware.control;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.carbonaware.energy.EnergyMeter;
import org.carbonaware.energy.EnergyReading;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls a meter on a thread of its own, so that one that hangs holds up a decision for a moment
 * only, and only once. Its methods are for one thread at a time.
 */
final class MeterThread implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(MeterThread.class);

  /** In real time. A driver that is busy takes tenths of a second. */
  static final long PATIENCE_SECONDS = 2;

  /**
   * What became of a call: a reading, or a failure, or neither while the meter has not answered.
   */
  record Answer(@Nullable EnergyReading reading, @Nullable Throwable failure) {
    boolean isLate() {
      return reading == null && failure == null;
    }
  }

  /** A call on its way. */
  private record Call(Future<EnergyReading> future, boolean reads) {}

  private static final Answer LATE = new Answer(null, null);
  private static final EnergyReading NOTHING = new EnergyReading(List.of());

  private final EnergyMeter meter;
  private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
    Thread made = new Thread(task, "carbon-meter");
    made.setDaemon(true);
    return made;
  });
  private @Nullable Call unanswered;

  MeterThread(EnergyMeter meter) {
    this.meter = meter;
  }

  /** Whether the meter has answered, at last, a call that was given up waiting for. */
  boolean hasLateAnswer() {
    return unanswered != null && unanswered.future().isDone();
  }

  /** Lets the meter look, unless it has not answered yet. */
  Answer sample() {
    return unanswered == null ? await(doing(meter::sample)) : LATE;
  }

  private Call doing(Runnable task) {
    return call(Executors.callable(task, NOTHING), false);
  }

  private Call call(Callable<EnergyReading> task, boolean reads) {
    try {
      return new Call(thread.submit(task), reads);
    } catch (RejectedExecutionException e) {
      return new Call(
          CompletableFuture.failedFuture(new IllegalStateException(
              "it was closed with the run, whose record a listener that hangs held up", e)),
          reads);
    }
  }

  /**
   * Reads the meter; a late reading counts.
   *
   * @param patiently whether to wait once more for a call that was given up waiting for
   */
  Answer read(boolean patiently) {
    Call late = unanswered;
    if (late == null) {
      return await(call(meter::read, true));
    }
    if (!late.future().isDone() && !patiently) {
      return LATE;
    }
    unanswered = null;
    Answer answer = await(late);
    return late.reads() || answer.isLate() ? answer : read(patiently);
  }

  private Answer await(Call call) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return new Answer(call.future().get(PATIENCE_SECONDS, TimeUnit.SECONDS), null);
        } catch (InterruptedException e) {
          interrupted = true; // not meant for us: the thread is the caller's
        }
      }
    } catch (ExecutionException e) {
      return new Answer(null, e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      unanswered = call;
      return LATE;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Closes the meter, if it answers; one that hangs is left behind. */
  @Override
  public void close() {
    if (thread.isShutdown()) {
      return;
    }
    Answer closed = await(doing(meter::close));
    thread.shutdown();
    if (closed.isLate()) {
      log.warn("the energy meter hangs and is left behind: it could not be closed");
    } else if (closed.failure() != null) {
      log.warn("the energy meter could not be closed", closed.failure());
    }
  }
}
