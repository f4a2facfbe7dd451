package org.carbonaware.checkpoint;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * SHA-256 of a file that is being written, made on another thread, which reads what the operating
 * system still has in memory: a disk may be as fast as SHA-256, and one should not wait for the
 * other. For the writing thread only; an interrupt of it changes nothing.
 */
final class GrowingFileDigest implements AutoCloseable {
  private static final int STEP_BYTES = 1 << 22;
  private static final int BUFFER_BYTES = 1 << 16;

  private final InputStream in;
  private final Executor executor;
  private final MessageDigest digest = Sha256.digest();
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private CompletableFuture<Void> steps = CompletableFuture.completedFuture(null);
  private long taken;

  /** Opens the file, which exists. */
  GrowingFileDigest(Path file, Executor executor) throws IOException {
    this.in = CheckpointReader.open(file);
    this.executor = executor;
  }

  /** Says how many bytes the file has now. */
  void grown(long bytes) {
    if (bytes - taken >= STEP_BYTES) {
      takeTo(bytes);
    }
  }

  private void takeTo(long bytes) {
    long count = bytes - taken;
    taken = bytes;
    steps = steps.thenRunAsync(() -> digest(count), executor);
  }

  private void digest(long count) {
    try {
      for (long left = count; left > 0; ) {
        int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (read < 0) {
          throw new EOFException("a file that was just written lacks its last " + left + " bytes");
        }
        digest.update(buffer, 0, read);
        left -= read;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets the rest be digested too, without waiting for it. */
  void complete(long bytes) {
    takeTo(bytes);
  }

  /** The digest in 64 lower-case hexadecimal digits; waits for it. */
  String sha256() throws IOException {
    try {
      steps.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof UncheckedIOException io ? io.getCause() : new IOException(e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Waits for what was begun, however it ends. */
  @Override
  public void close() throws IOException {
    steps.exceptionally(failure -> null).join();
    in.close();
  }
}
