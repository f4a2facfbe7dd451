package org.carbonaware.energy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls that may hang in a driver or a file system: each on a daemon thread of its own, which is
 * left behind when it doesn't answer in time.
 */
final class Bounded {
  private Bounded() {}

  /**
   * Calls and waits, in real time.
   *
   * @param what is called, for the message
   * @param longest the longest wait
   * @param task what to do; its exceptions and errors are thrown on
   * @throws MeterUnavailableException if there is no answer in time, or the wait is interrupted
   */
  static <T> T call(String what, Duration longest, Supplier<T> task) {
    return call(what, longest, task, unused -> {});
  }

  /** Also takes an answer that comes too late, on the thread left behind: to close it. */
  static <T> T call(String what, Duration longest, Supplier<T> task, Consumer<T> late) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    Thread thread = new Thread(
        () -> {
          try {
            T result = task.get();
            if (!answer.complete(result)) {
              late.accept(result);
            }
          } catch (RuntimeException | Error e) {
            answer.completeExceptionally(e);
          }
        },
        "carbon-detection");
    thread.setDaemon(true);
    thread.start();
    try {
      return answer.get(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      String text = what + " did not answer within " + longest.toMillis() / 1000.0 + " s";
      return givenUp(answer, new MeterUnavailableException(text));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return givenUp(
          answer, new MeterUnavailableException("the wait for " + what + " was interrupted"));
    } catch (ExecutionException e) {
      throw rethrown(e.getCause());
    }
  }

  /** The answer may have come at the last moment. */
  private static <T> T givenUp(CompletableFuture<T> answer, MeterUnavailableException why) {
    if (answer.completeExceptionally(why)) {
      throw why;
    }
    try {
      return answer.join();
    } catch (CompletionException e) {
      throw rethrown(e.getCause());
    }
  }

  private static RuntimeException rethrown(@Nullable Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
  }
}
