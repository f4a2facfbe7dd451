package org.carbonaware.checkpoint;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What can be done after a checkpoint is safe, while the training goes on. One piece at a time. Not
 * safe for several threads.
 */
final class Afterwork {
  /** A piece of it. */
  interface Piece {
    void run() throws IOException;
  }

  private final Executor executor;
  private CompletableFuture<Void> piece = CompletableFuture.completedFuture(null);
  private @Nullable IOException failure; // read when the piece has ended

  Afterwork(Executor executor) {
    this.executor = executor;
  }

  /** On a thread of its own, which ends with the piece. */
  static Afterwork onThreads() {
    return new Afterwork(task -> {
      Thread thread = new Thread(task, "carbon-checkpoint-afterwork");
      thread.setDaemon(true);
      thread.start();
    });
  }

  /** Begins, or does it here where the system gives no thread; {@link #await} first. */
  void begin(Piece next) {
    CompletableFuture<Void> ended = new CompletableFuture<>();
    piece = ended;
    Runnable task = () -> {
      try {
        next.run();
      } catch (IOException e) {
        failure = e;
      } finally {
        ended.complete(null);
      }
    };
    try {
      executor.execute(task);
    } catch (OutOfMemoryError e) {
      task.run();
    }
  }

  /** Waits for what was begun, an interrupt or not; returns why it failed if it did. */
  Optional<IOException> await() {
    piece.join();
    IOException failed = failure;
    failure = null;
    return Optional.ofNullable(failed);
  }
}
