package org.carbonaware.checkpoint;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * A file of a checkpoint while it is written: counts and checks what passes on to it, and lets
 * another thread put it on the disk meanwhile. Closing it closes nothing.
 */
final class CheckedFile extends OutputStream {
  private static final int STEP_BYTES = 1 << 22;

  private final DurableFiles.Sink sink;
  private final Executor executor;
  private final Crcs crcs = new Crcs();
  private CompletableFuture<Void> forcing = CompletableFuture.completedFuture(null);
  private long bytes;
  private long forced;

  /** The executor has a thread of its own. */
  CheckedFile(DurableFiles.Sink sink, Executor executor) {
    this.sink = sink;
    this.executor = executor;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] buffer, int offset, int length) throws IOException {
    crcs.update(buffer, offset, length);
    sink.write(buffer, offset, length);
    bytes += length;
    if (bytes - forced >= STEP_BYTES && forcing.isDone()) {
      forced = bytes;
      forceMeanwhile();
    }
  }

  private void forceMeanwhile() {
    try {
      forcing = CompletableFuture.runAsync(sink::forceAhead, executor);
    } catch (OutOfMemoryError e) {
      // The system gives no thread. Then all is left to force(), which takes longer.
    }
  }

  /** Waits until all that was written is on the disk. */
  void force() throws IOException {
    forcing.join();
    sink.force();
  }

  /** What the manifest says of the file, which is complete, but for its SHA-256. */
  Manifest.Entry entry(String name) {
    return new Manifest.Entry(name, bytes, "", crcs.toString());
  }
}
