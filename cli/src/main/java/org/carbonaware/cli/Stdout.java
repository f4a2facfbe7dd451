package org.carbonaware.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import org.carbonaware.cli.terminal.Terminal;
import org.jspecify.annotations.Nullable;

/**
 * Standard output that remembers what went wrong: writers tell nobody, and a script must not take
 * half a document for all of it. Not thread-safe.
 */
final class Stdout extends OutputStream {
  private final OutputStream out;
  private @Nullable IOException failure;

  private Stdout(OutputStream out) {
    this.out = out;
  }

  /** That of this process. */
  static Stdout ofProcess() {
    return new Stdout(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
  }

  /** A writer on it, of which nothing is kept back when it is flushed. */
  PrintWriter writer() {
    return new PrintWriter(new OutputStreamWriter(this, Terminal.charsetOfStdout()), true);
  }

  @Override
  public void write(int octet) throws IOException {
    kept(() -> out.write(octet));
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    kept(() -> out.write(bytes, offset, length));
  }

  @Override
  public void flush() throws IOException {
    kept(out::flush);
  }

  /** Why not all was written; empty also if its reader has gone, as {@code head} does. */
  Optional<String> failure() {
    return Optional.ofNullable(failure)
        .map(e -> String.valueOf(e.getMessage()))
        .filter(text -> !isGone(text));
  }

  /** In the words of Linux and macOS, and of Windows. */
  private static boolean isGone(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.contains("broken pipe") || lower.contains("pipe is being closed");
  }

  private interface Writing {
    void run() throws IOException;
  }

  private void kept(Writing writing) throws IOException {
    try {
      writing.run();
    } catch (IOException e) {
      failure = failure == null ? e : failure;
      throw e;
    }
  }
}
