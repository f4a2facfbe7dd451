package org.carbonaware.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckedFileTest {
  private static final int MEBIBYTE = 1 << 20;
  private static final int BLOCK = 1 << 18;
  private static final Executor NO_THREAD = task -> {
    throw new OutOfMemoryError("unable to create native thread");
  };

  private final ExecutorService writer = Executors.newSingleThreadExecutor();
  private final ExecutorService forcer = Executors.newSingleThreadExecutor();
  private final Sink sink = new Sink();

  @AfterEach
  void end() {
    writer.shutdown();
    forcer.shutdown();
  }

  private static byte[] noise(int bytes) {
    byte[] noise = new byte[bytes];
    new SplittableRandom(bytes).nextBytes(noise);
    return noise;
  }

  /** Writes pieces of random sizes through one buffer, as a content may. */
  private static void write(CheckedFile file, byte[] content) throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    byte[] buffer = new byte[3 << 18];
    for (int at = 0; at < content.length; ) {
      int count = Math.min(content.length - at, 1 + random.nextInt(buffer.length));
      System.arraycopy(content, at, buffer, 0, count);
      file.write(buffer, 0, count);
      Arrays.fill(buffer, (byte) -1);
      at += count;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, (1 << 18) - 1, 1 << 18, (1 << 18) + 1, 1 << 20, 9 * (1 << 20) + 7})
  void allBytesArriveInOrderWhoeverWritesThem(int bytes) throws IOException {
    byte[] content = noise(bytes);
    for (Executor each : new Executor[] {writer, Runnable::run, NO_THREAD}) {
      sink.bytes.reset();
      CheckedFile file = new CheckedFile(sink, each, forcer);

      write(file, content);
      file.force();

      assertThat(sink.bytes.toByteArray()).isEqualTo(content);
      assertThat(file.entry("weights"))
          .isEqualTo(
              new Manifest.Entry("weights", bytes, "", Crcs.of(new ByteArrayInputStream(content))));
    }
  }

  @Test
  void aFileOfOneBlockNeedsNoThread() throws IOException {
    CheckedFile file = new CheckedFile(sink, NO_THREAD, NO_THREAD);
    file.write(7);
    file.force();
    assertThat(sink.bytes.toByteArray()).containsExactly(7);
    assertThat(sink.threads).containsExactly(Thread.currentThread());
  }

  @Test
  void aLargeOneIsWrittenByTheWriterAndForcedMeanwhile() throws IOException {
    CheckedFile file = new CheckedFile(sink, writer, Runnable::run);
    write(file, noise(9 * MEBIBYTE));
    file.close(); // waits for the writer
    assertThat(sink.threads).isNotEmpty().doesNotContain(Thread.currentThread());
    assertThat(sink.ahead).isEqualTo(2);
    assertThat(sink.forced).isZero();
    file.force();
    assertThat(sink.forced).isOne();
  }

  /** Every four mebibytes, unless the last time goes on. */
  @Test
  void whatIsWrittenIsForcedFromTimeToTime() throws IOException {
    Deque<Runnable> forces = new ArrayDeque<>();
    CheckedFile file = new CheckedFile(sink, Runnable::run, forces::add);
    write(file, noise(4 * MEBIBYTE));
    assertThat(forces).as("the last block is not full yet").isEmpty();
    file.write(0);
    assertThat(forces).hasSize(1);
    write(file, noise(9 * MEBIBYTE));
    assertThat(forces).hasSize(1);
    forces.remove().run();
    file.write(noise(BLOCK));
    assertThat(forces).hasSize(1);
    forces.remove().run();
    file.force();
    assertThat(sink.ahead).isEqualTo(2);
  }

  @Test
  void withoutAThreadItIsForcedInTheEnd() throws IOException {
    CheckedFile file = new CheckedFile(sink, writer, NO_THREAD);
    write(file, noise(9 * MEBIBYTE));
    file.force();
    assertThat(sink.ahead).isZero();
    assertThat(sink.forced).isOne();
  }

  @Test
  void afterAFailureNothingFollowsAndTheCallerIsTold() {
    for (Throwable failure : new Throwable[] {
      new IOException("disk full"), new IllegalStateException("a fault"), new StackOverflowError()
    }) {
      sink.bytes.reset();
      sink.failure = failure;
      sink.failed = false;
      CheckedFile file = new CheckedFile(sink, writer, forcer);
      assertThatThrownBy(() -> {
            write(file, noise(4 * MEBIBYTE));
            file.force();
          })
          .isSameAs(failure);
      file.close();
      assertThat(sink.bytes.size()).isEqualTo(Sink.BYTES_BEFORE_FAILURE);
    }
  }

  /** A training does not go on for gigabytes after a disk is full. */
  @Test
  void aFailureIsToldAtTheNextBlock() {
    sink.failure = new IOException("disk full");
    CheckedFile file = new CheckedFile(sink, Runnable::run, forcer);
    assertThatThrownBy(() -> file.write(noise(5 * BLOCK))).isSameAs(sink.failure);
  }

  @Test
  void aFailureOfTheLastFullBlockIsToldByTheForce() throws IOException {
    sink.failure = new IOException("disk full");
    CheckedFile file = new CheckedFile(sink, writer, forcer);
    file.write(noise(3 * BLOCK + 1));
    assertThatThrownBy(file::force).isSameAs(sink.failure);
    assertThat(sink.forced).isZero();
    assertThat(sink.bytes.size()).isEqualTo(Sink.BYTES_BEFORE_FAILURE);
  }

  /** The third block waits for a thread, the fourth gets none. */
  @Test
  void aFailureOfAnEarlierBlockIsToldWhereThereIsNoThread() {
    sink.failure = new IOException("disk full");
    Deque<Runnable> tasks = new ArrayDeque<>();
    Executor ending = task -> {
      tasks.add(task);
      if (tasks.size() == 4) {
        tasks.removeLast();
        tasks.forEach(Runnable::run);
        throw new OutOfMemoryError("unable to create native thread");
      }
    };
    CheckedFile file = new CheckedFile(sink, ending, forcer);
    assertThatThrownBy(() -> file.write(noise(4 * BLOCK + 1))).isSameAs(sink.failure);
    assertThat(sink.bytes.size()).isEqualTo(Sink.BYTES_BEFORE_FAILURE);
  }

  /** The first block is written only when its caller waits for it, or goes on without. */
  @Test
  void whereThereIsNoThreadEarlierBlocksAreWaitedFor() throws IOException {
    Thread caller = Thread.currentThread();
    Deque<Runnable> tasks = new ArrayDeque<>();
    Executor ending = task -> {
      tasks.add(task);
      if (tasks.size() == 2) {
        throw new OutOfMemoryError("unable to create native thread");
      }
      writer.execute(() -> {
        while (caller.getState() != Thread.State.WAITING && !sink.threads.contains(caller)) {
          Thread.onSpinWait();
        }
        task.run();
      });
    };
    byte[] content = noise(2 * BLOCK + 1);
    CheckedFile file = new CheckedFile(sink, ending, forcer);
    file.write(content);
    file.force();
    assertThat(sink.bytes.toByteArray()).isEqualTo(content);
  }

  @Test
  void onceClosedNobodyWritesAnyMore() throws IOException {
    Deque<Runnable> tasks = new ArrayDeque<>();
    CheckedFile file = new CheckedFile(sink, tasks::add, forcer);
    file.write(noise(2 * BLOCK));
    Thread closing = new Thread(file::close);
    closing.start();
    while (closing.isAlive() && closing.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    assertThat(closing.isAlive()).isTrue();
    Stream.generate(tasks::poll).takeWhile(task -> task != null).forEach(Runnable::run);
    join(closing);
    assertThat(sink.bytes.size()).isEqualTo(1 << 18); // the other one was never handed over
  }

  private static void join(Thread thread) {
    boolean ended = false;
    while (!ended) {
      try {
        thread.join();
        ended = true;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static final class Sink extends DurableFiles.Sink {
    static final int BYTES_BEFORE_FAILURE = 1 << 19;

    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    Throwable failure = new AssertionError();
    boolean failed;
    int ahead;
    int forced;

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
      threads.add(Thread.currentThread());
      boolean fails = bytes.size() == BYTES_BEFORE_FAILURE && !failed;
      if (fails && !(failure instanceof AssertionError)) {
        failed = true; // as the system tells it, once
        if (failure instanceof IOException io) {
          throw io;
        } else if (failure instanceof Error error) {
          throw error;
        }
        throw (RuntimeException) failure;
      }
      bytes.write(buffer, offset, length);
    }

    @Override
    void forceAhead() {
      ahead++;
    }

    @Override
    void force() {
      forced++;
    }
  }
}
