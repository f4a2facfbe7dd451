package org.carbonaware.benchmarks.training;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.carbonaware.control.CarbonController;
import org.carbonaware.control.TrainingSuspendedException;

/** A training on a thread of its own, until it is suspended. */
final class TrainingThread {
  private static final long LOOK_NANOS = 50_000;
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final CompletableFuture<Instant> left = new CompletableFuture<>();

  private TrainingThread() {}

  /** What trains until it is suspended. */
  interface Training {
    void train() throws Exception;
  }

  static TrainingThread start(Training training) {
    TrainingThread made = new TrainingThread();
    Callable<Instant> leaving = () -> {
      try {
        training.train();
        throw new IllegalStateException("the training ended before it was suspended");
      } catch (TrainingSuspendedException suspended) {
        return Instant.now();
      }
    };
    Thread thread = new Thread(() -> made.run(leaving), "training");
    thread.setDaemon(true);
    thread.start();
    return made;
  }

  private void run(Callable<Instant> leaving) {
    try {
      left.complete(leaving.call());
    } catch (Exception | Error e) {
      left.completeExceptionally(e);
    }
  }

  /** Waits until so many batches of the run are trained; returns when that was, in nano time. */
  long awaitBatches(CarbonController controller, long goal) throws Exception {
    long begin = System.nanoTime();
    while (controller.batchesDone() < goal) {
      if (left.isDone() || System.nanoTime() - begin > LONGEST.toNanos()) {
        throw new IllegalStateException("the training trains nothing", failure());
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return System.nanoTime();
  }

  private Throwable failure() {
    return left.isCompletedExceptionally()
        ? left.handle((moment, failure) -> failure).join()
        : new TimeoutException("no batch within " + LONGEST.toSeconds() + " s");
  }

  /** When it left; waits for that. */
  Instant leftAt() throws InterruptedException, ExecutionException, TimeoutException {
    return left.get(LONGEST.toSeconds(), TimeUnit.SECONDS);
  }
}
