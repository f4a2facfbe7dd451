package org.carbonaware.checkpoint;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A file of a checkpoint while it is written. The calling thread collects blocks and checks them;
 * another one writes them, and a third puts on the disk what is written: each of the three takes
 * its time, and a training waits only for the slowest. A file of one block is written by the caller
 * alone. Closing it closes nothing, but from then on nobody writes any more.
 */
final class CheckedFile extends OutputStream {
  private static final int BLOCK_BYTES = 1 << 18;
  private static final int BLOCKS = 4;
  private static final int STEP_BYTES = 1 << 22;

  private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

  /** One of those that are filled and written in turn. */
  private static final class Block {
    final byte[] bytes = new byte[BLOCK_BYTES];
    int filled;
    CompletableFuture<Void> writing = DONE;
  }

  private final DurableFiles.Sink sink;
  private final Executor writer;
  private final Executor forcer;
  private final Crcs crcs = new Crcs();
  private final @Nullable Block[] blocks = new @Nullable Block[BLOCKS];
  private int current;
  private long bytes;

  /** Belongs to whoever writes. */
  private long written;

  private long forced;
  private volatile CompletableFuture<Void> forcing = DONE;
  private volatile @Nullable Throwable failure;

  /**
   * A new file.
   *
   * @param sink what it is written to
   * @param writer runs one task after the other, in their order, on a thread that no user of this
   *     knows and interrupts
   * @param forcer has a thread of its own
   */
  CheckedFile(DurableFiles.Sink sink, Executor writer, Executor forcer) {
    this.sink = sink;
    this.writer = writer;
    this.forcer = forcer;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] buffer, int offset, int length) throws IOException {
    int from = offset;
    int end = offset + length;
    while (from < end) {
      Block block = current();
      if (block.filled == BLOCK_BYTES) { // and there is more
        handOver(block);
        current = (current + 1) % BLOCKS;
        block = current();
        block.writing.join();
        block.filled = 0;
      }
      int count = Math.min(end - from, BLOCK_BYTES - block.filled);
      System.arraycopy(buffer, from, block.bytes, block.filled, count);
      block.filled += count;
      from += count;
    }
  }

  private Block current() {
    Block block = blocks[current];
    if (block == null) {
      block = new Block();
      blocks[current] = block;
    }
    return block;
  }

  private void check(Block block) {
    crcs.update(block.bytes, 0, block.filled);
    bytes += block.filled;
  }

  private void handOver(Block block) throws IOException {
    throwFailure();
    check(block);
    try {
      block.writing = CompletableFuture.runAsync(() -> writeBehind(block), writer);
    } catch (OutOfMemoryError e) { // the system gives no thread
      awaitWriting();
      throwFailure();
      put(block);
    }
  }

  private void writeBehind(Block block) {
    if (failure != null) {
      return; // a gap would follow
    }
    try {
      put(block);
    } catch (IOException | RuntimeException | Error e) {
      failure = e; // told to the thread that waits for it
    }
  }

  private void put(Block block) throws IOException {
    sink.write(block.bytes, 0, block.filled);
    written += block.filled;
    if (written - forced >= STEP_BYTES && forcing.isDone()) {
      forced = written;
      forceMeanwhile();
    }
  }

  private void forceMeanwhile() {
    try {
      forcing = CompletableFuture.runAsync(sink::forceAhead, forcer);
    } catch (OutOfMemoryError e) {
      // The system gives no thread. Then all is left to force(), which takes longer.
    }
  }

  private void awaitWriting() {
    for (Block block : blocks) {
      if (block != null) {
        block.writing.join();
      }
    }
  }

  private void throwFailure() throws IOException {
    Throwable thrown = failure;
    if (thrown instanceof IOException io) {
      throw io;
    } else if (thrown instanceof Error error) {
      throw error;
    } else if (thrown instanceof RuntimeException other) {
      throw other;
    }
  }

  /** Writes what is left, and waits until all of it is on the disk. */
  void force() throws IOException {
    awaitWriting();
    throwFailure();
    Block last = blocks[current];
    if (last != null && last.filled > 0) {
      check(last);
      put(last);
      last.filled = 0;
    }
    forcing.join();
    sink.force();
  }

  @Override
  public void close() {
    awaitWriting();
    forcing.join();
  }

  /** What the manifest says of the file, which is complete, but for its SHA-256. */
  Manifest.Entry entry(String name) {
    return new Manifest.Entry(name, bytes, "", crcs.toString());
  }
}
