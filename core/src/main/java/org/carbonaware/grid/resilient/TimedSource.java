package org.carbonaware.grid.resilient;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.GridSource;

/**
 * Gives up on questions that take too long, in real time and in all, retries within included. The
 * source is asked on threads of its own, so that one that hangs holds up nobody; it is interrupted
 * when its time is over. Only so many questions are asked at a time; more fail at once with a
 * passing {@link GridException}, so that a source that ignores interrupts costs those threads and
 * no more. The threads are daemons and end after a minute without work. Safe for several threads if
 * the source is.
 */
public final class TimedSource extends AbstractSource {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final Duration budget;
  private final int atOnce;
  private final Semaphore free;
  private final ThreadPoolExecutor threads;

  private TimedSource(GridSource source, Duration budget, int atOnce) {
    super(source);
    this.budget = budget;
    this.atOnce = atOnce;
    free = new Semaphore(atOnce);
    threads = new ThreadPoolExecutor(
        0, Integer.MAX_VALUE, 60, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
          Thread thread = new Thread(task, "carbon-aware-grid-" + COUNT.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        });
  }

  /**
   * Bounds the time of questions.
   *
   * @param source the source to ask
   * @param budget how long a question may take, more than zero
   * @param atOnce how many questions may be asked at a time, 1 or more
   * @return the source, bounded
   * @throws IllegalArgumentException if a setting is out of range
   */
  public static TimedSource of(GridSource source, Duration budget, int atOnce) {
    if (budget.isNegative() || budget.isZero() || atOnce < 1) {
      throw new IllegalArgumentException("time budget " + budget + " for " + atOnce
          + " questions at a time: expected more than zero, and 1 question or more");
    }
    return new TimedSource(source, budget, atOnce);
  }

  @Override
  <T> T ask(Supplier<T> question) {
    if (!free.tryAcquire()) {
      throw GridException.passing(
          name() + ": not asked, because " + atOnce
              + " earlier questions are still waiting for their answers",
          null);
    }
    Future<T> answer = submit(question);
    try {
      return answer.get(budget.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw GridException.passing(name() + ": no answer within " + budget, e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw GridException.passing(name() + ": interrupted while waiting for the answer", e);
    } catch (CancellationException e) {
      throw GridException.passing(name() + ": the question was cancelled", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw asGridException(name(), failure);
      }
      throw GridException.passing(name() + ": failed with " + e.getCause(), e);
    }
  }

  /**
   * The permit, not the pool's size, bounds the threads: a pool may still count a thread as busy
   * that has just given its answer. The permit is back before the answer is there, and also if the
   * question was cancelled before it was asked.
   */
  private <T> Future<T> submit(Supplier<T> question) {
    AtomicBoolean back = new AtomicBoolean();
    Runnable giveBack = () -> {
      if (back.compareAndSet(false, true)) {
        free.release();
      }
    };
    FutureTask<T> task = new FutureTask<>(() -> {
      try {
        return question.get();
      } finally {
        giveBack.run();
      }
    });
    boolean begun = false;
    try {
      threads.execute(() -> {
        task.run();
        giveBack.run();
      });
      begun = true;
    } finally {
      if (!begun) {
        giveBack.run();
      }
    }
    return task;
  }
}
