package org.carbonaware.control.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import org.carbonaware.control.TrainingClock;

/**
 * Time that nobody sits through, shared by the processes of a run and outliving each of them: two
 * numbers in a file mapped to memory. It passes when a batch is done and, while the thread that
 * made the clock waits at the gate, a minute at each of its looks. The moment can be set like that
 * of a computer, which leaves the count of nanoseconds alone. Safe for several threads and
 * processes.
 */
final class ChildClock implements TrainingClock {
  static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

  private static final VarHandle LONGS =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final int PASSED = 0;
  private static final int SET = Long.BYTES;
  private static final Duration STEP = Duration.ofMinutes(1);
  private static final long LOOK_MICROS = 50;
  private static final long CONTROL_LOOK_MICROS = 1000;

  private final Thread training = Thread.currentThread();
  private final ByteBuffer file;

  /** Goes on where another clock of this file is, or begins. */
  ChildClock(Path path) {
    try (FileChannel channel = FileChannel.open(
        path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      file = channel.map(MapMode.READ_WRITE, 0, 2 * Long.BYTES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path in(Path directory) throws IOException {
    return Files.createDirectories(directory).resolve("clock");
  }

  /** Lets time pass. */
  void advance(Duration time) {
    long unused = (long) LONGS.getAndAdd(file, PASSED, time.toNanos());
  }

  /** Sets the moment forwards or backwards, as somebody does to a computer's clock. */
  void set(Duration by) {
    long unused = (long) LONGS.getAndAdd(file, SET, by.toNanos());
  }

  @Override
  public Instant instant() {
    return START.plusNanos(nanoTime()).plusNanos((long) LONGS.getVolatile(file, SET));
  }

  @Override
  public long nanoTime() {
    return (long) LONGS.getVolatile(file, PASSED);
  }

  @Override
  @SuppressWarnings("WaitNotInLoop") // the contract says that callers loop
  public void await(Condition condition, Duration atMost) throws InterruptedException {
    boolean trains = Thread.currentThread() == training;
    if (trains) {
      advance(atMost.compareTo(STEP) < 0 ? atMost : STEP);
    }
    boolean unused =
        condition.await(trains ? LOOK_MICROS : CONTROL_LOOK_MICROS, TimeUnit.MICROSECONDS);
  }
}
