package org.carbonaware.control;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.carbonaware.checkpoint.TrainingState;
import org.jspecify.annotations.Nullable;

/** Threads that do nothing but pass a gate, until told to stop. */
final class Trainers {
  final AtomicInteger betweenGates = new AtomicInteger();
  final AtomicLong passes = new AtomicLong();
  private final Gate gate;
  private final List<Thread> threads = new ArrayList<>();
  private final List<CompletableFuture<Boolean>> ends = new ArrayList<>();
  private volatile boolean enough;

  Trainers(Gate gate) {
    this.gate = gate;
  }

  /** Starts an announced thread. */
  void start(@Nullable TrainingState state) {
    CompletableFuture<Boolean> end = new CompletableFuture<>();
    Thread thread = new Thread(() -> {
      try {
        while (!enough) {
          gate.safePoint(state);
          betweenGates.incrementAndGet();
          passes.incrementAndGet();
          betweenGates.decrementAndGet();
        }
        end.complete(true);
      } catch (RuntimeException | Error e) {
        end.completeExceptionally(e);
      }
    });
    thread.setDaemon(true);
    gate.join(thread);
    threads.add(thread);
    ends.add(end);
    thread.start();
  }

  /** The end of a thread, true or by its exception. */
  CompletableFuture<Boolean> end(int index) {
    return ends.get(index);
  }

  Thread thread(int index) {
    return threads.get(index);
  }

  /** Waits until the threads have come through the gate some more times. */
  void awaitPasses() {
    long target = passes.get() + 10;
    while (passes.get() < target && !Thread.currentThread().isInterrupted()) {
      Thread.onSpinWait();
    }
  }

  void end() throws InterruptedException {
    enough = true;
    for (Thread thread : threads) {
      thread.join(TimeUnit.SECONDS.toMillis(20));
    }
  }
}
