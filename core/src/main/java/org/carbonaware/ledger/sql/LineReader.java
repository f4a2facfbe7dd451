package org.carbonaware.ledger.sql;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import org.carbonaware.files.FileFailure;
import org.carbonaware.files.ForeignFiles;
import org.carbonaware.files.UnfitFileException;
import org.carbonaware.ledger.LedgerException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a ledger file line by line, as far as it went when it was opened. What follows the last
 * line feed never was a line: a crash left it, or it is just being written.
 */
final class LineReader implements Closeable {
  /**
   * A place between two lines.
   *
   * @param lines how many are before it
   * @param bytes how long they are
   */
  record Position(long lines, long bytes) {
    static final Position START = new Position(0, 0);
  }

  /** No line of ours is near it; a file of another kind must not fill the memory. */
  private static final int LONGEST_LINE = 1 << 20;

  private final Path path;
  private final InputStream in;
  private final MessageDigest digest = Migrations.sha256();
  private byte[] buffer = new byte[1 << 16];
  private int start;
  private int scanned;
  private int end;
  private long unread;
  private Position position;

  private LineReader(Path path, InputStream in, Position from, long unread) {
    this.path = path;
    this.in = in;
    this.position = from;
    this.unread = unread;
  }

  /** Opens a file behind the lines that are known. */
  static LineReader open(Path path, Position from) {
    try {
      InputStream in = ForeignFiles.open(path);
      boolean opened = false;
      try {
        in.skipNBytes(from.bytes());
        LineReader reader = new LineReader(path, in, from, Files.size(path) - from.bytes());
        opened = true;
        return reader;
      } finally {
        if (!opened) {
          in.close();
        }
      }
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  /** The next complete line, or null behind the last. */
  @Nullable
  Line next() {
    while (true) {
      for (; scanned < end; scanned++) {
        if (buffer[scanned] == '\n') {
          return line(scanned);
        }
      }
      if (unread <= 0 || !fill()) {
        return null;
      }
    }
  }

  private Line line(int feed) {
    long number = position.lines() + 1;
    String text = new String(buffer, start, feed - start, StandardCharsets.UTF_8);
    digest.update(buffer, start, feed - start);
    Line line = new Line(text, digest.digest(), Line.parse(path + ":" + number, number, text));
    position = new Position(number, position.bytes() + feed - start + 1);
    start = feed + 1;
    scanned = start;
    return line;
  }

  private boolean fill() {
    if (start > 0) {
      System.arraycopy(buffer, start, buffer, 0, end - start);
      end -= start;
      scanned -= start;
      start = 0;
    }
    if (end == buffer.length) {
      if (end >= LONGEST_LINE) {
        throw new LedgerException(
            path + ":" + (position.lines() + 1) + " has more than " + LONGEST_LINE
                + " bytes, expected a line of a ledger",
            null);
      }
      buffer = Arrays.copyOf(buffer, 2 * end);
    }
    try {
      int count = in.read(buffer, end, (int) Math.min(buffer.length - end, unread));
      if (count > 0) {
        end += count;
        unread -= count;
      }
      return count > 0;
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  /** Behind the last line that was read. */
  Position position() {
    return position;
  }

  /** How many bytes follow the last complete line; call it behind that. */
  int incomplete() {
    return end - start;
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private static LedgerException unreadable(Path path, IOException e) {
    if (e instanceof UnfitFileException) {
      return new LedgerException(
          "the ledger " + path + " " + e.getMessage() + "; expected the record of a run", e);
    }
    return new LedgerException("can't read the ledger " + path + ": " + FileFailure.reason(e), e);
  }
}
