package org.carbonaware.checkpoint;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * A file of a checkpoint while it is written: counts and checks what passes on to it, and lets
 * other threads digest it and put it on the disk meanwhile. Closing it closes nothing.
 */
final class CheckedFile extends OutputStream {
  private static final int STEP_BYTES = 1 << 22;

  private final DurableFiles.Sink sink;
  private final Executor executor;
  private final GrowingFileDigest digest;
  private final Crcs crcs = new Crcs();
  private CompletableFuture<Void> forcing = CompletableFuture.completedFuture(null);
  private long bytes;
  private long forced;

  /** The path is the one that the sink writes to; the executor has threads of its own. */
  CheckedFile(Path path, DurableFiles.Sink sink, Executor executor) throws IOException {
    this.sink = sink;
    this.executor = executor;
    this.digest = new GrowingFileDigest(path, executor);
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
    digest.grown(bytes);
    if (bytes - forced >= STEP_BYTES && forcing.isDone()) {
      forced = bytes;
      forcing = CompletableFuture.runAsync(sink::forceAhead, executor);
    }
  }

  /** Waits until all that was written is on the disk; the digest may take longer. */
  void complete() throws IOException {
    digest.complete(bytes);
    forcing.join();
    sink.force();
  }

  /** What the manifest says of the file, which is complete; waits for its digest. */
  Manifest.Entry entry(String name) throws IOException {
    return new Manifest.Entry(name, bytes, digest.sha256(), crcs.toString());
  }

  /** Waits for the other threads and lets go of the file, however far it came. */
  void release() throws IOException {
    forcing.join();
    digest.close();
  }
}
