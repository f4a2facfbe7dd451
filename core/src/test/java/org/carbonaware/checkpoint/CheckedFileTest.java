package org.carbonaware.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
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
    assertThat(sink.threads).isNotEmpty().doesNotContain(Thread.currentThread());
    assertThat(sink.ahead).isPositive();
    assertThat(sink.forced).isZero();
    file.force();
    assertThat(sink.forced).isOne();
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

  @Test
  void onceClosedNobodyWritesAnyMore() throws IOException {
    Deque<Runnable> tasks = new ArrayDeque<>();
    CheckedFile file = new CheckedFile(sink, tasks::add, forcer);
    file.write(noise(2 << 18));
    Thread closing = new Thread(file::close);
    closing.start();
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
    final Set<Thread> threads = new HashSet<>();
    Throwable failure = new AssertionError();
    int ahead;
    int forced;

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
      threads.add(Thread.currentThread());
      if (bytes.size() == BYTES_BEFORE_FAILURE && !(failure instanceof AssertionError)) {
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
