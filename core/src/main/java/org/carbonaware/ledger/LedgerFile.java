package org.carbonaware.ledger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Objects;
import org.carbonaware.files.FileFailure;
import org.carbonaware.files.ForeignFiles;
import org.carbonaware.files.PrivateFiles;
import org.jspecify.annotations.Nullable;

/**
 * The open end of an append-only file of JSON lines. A line is handed to the operating system
 * before {@link #append} returns, so it survives the death of the process; {@code durable} lines
 * are forced to the device too, with all lines before them. A torn last line, left by a crash, is
 * cut off when the file is opened again, and reported. Nobody else can write the file meanwhile.
 * Not safe for several threads.
 */
final class LedgerFile implements AutoCloseable {
  /** Opens the device a ledger is written to. */
  interface Opener {
    LedgerDisk open(Path path) throws IOException;
  }

  private final Path path;
  private final RunLock lock;
  private final LedgerDisk disk;
  private final long torn;
  private final @Nullable Object key;
  private long length;
  private long sequence;

  /** Whether there may be something behind the last line. */
  private boolean unsure;

  private LedgerFile(
      Path path, RunLock lock, LedgerDisk disk, LedgerLines.End end, @Nullable Object key) {
    this.path = path;
    this.lock = lock;
    this.disk = disk;
    this.torn = end.torn();
    this.key = key;
    this.length = end.bytes();
    this.sequence = end.lines();
  }

  static LedgerFile open(Path path, Opener opener) {
    try {
      RunLock lock = RunLock.acquire(path);
      boolean opened = false;
      try {
        LedgerFile file = open(path, lock, opener);
        opened = true;
        return file;
      } finally {
        if (!opened) {
          lock.close();
        }
      }
    } catch (IOException e) {
      throw new LedgerException("can't open the ledger " + path + ": " + FileFailure.reason(e), e);
    }
  }

  private static LedgerFile open(Path path, RunLock lock, Opener opener) throws IOException {
    PrivateFiles.createIfMissing(path);
    LedgerLines.End end;
    try (InputStream content = ForeignFiles.open(path)) {
      end = LedgerLines.end(content);
    }
    LedgerDisk disk = opener.open(path);
    boolean cut = false;
    Object key;
    try {
      disk.truncate(end.bytes());
      key = keyOf(path);
      cut = true;
    } finally {
      if (!cut) {
        disk.close();
      }
    }
    return new LedgerFile(path, lock, disk, end, key);
  }

  /** How many bytes the torn line had that was cut off at opening; 0 if there was none. */
  long torn() {
    return torn;
  }

  Path path() {
    return path;
  }

  /** The lines written to it, by earlier processes too. */
  long lines() {
    return sequence;
  }

  /** Whether it is still in its place: lines written to a file that was removed are lost. */
  boolean isThere() {
    try {
      return Objects.equals(key, keyOf(path));
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      return true; // nobody can tell, and writing will
    }
  }

  /** What tells a file from another in its place; null where the system has nothing for that. */
  private static @Nullable Object keyOf(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
  }

  void append(Instant at, String kind, ObjectNode fields, boolean durable) {
    byte[] line = LedgerLines.toBytes(sequence + 1, at, kind, fields);
    try {
      cutBack();
      unsure = true;
      disk.write(length, line);
      if (durable) {
        disk.force();
      }
      unsure = false;
    } catch (IOException e) {
      tryToCutBack();
      throw new LedgerException(
          "can't write to the ledger " + path + ": " + FileFailure.reason(e), e);
    }
    length += line.length;
    sequence++;
  }

  /** Takes back what a failed write left: it must not stand behind a line that is shorter. */
  private void cutBack() throws IOException {
    if (unsure) {
      disk.truncate(length);
      unsure = false;
    }
  }

  private void tryToCutBack() {
    try {
      cutBack();
    } catch (IOException e) {
      // The next line waits until it can be done; if none comes, it is a torn last line.
    }
  }

  @Override
  public void close() {
    try (lock;
        disk) {
      disk.truncate(length);
      disk.force();
    } catch (IOException e) {
      throw new LedgerException("can't close the ledger " + path + ": " + FileFailure.reason(e), e);
    }
  }
}
