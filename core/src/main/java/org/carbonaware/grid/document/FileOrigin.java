package org.carbonaware.grid.document;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import org.carbonaware.files.FileFailure;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridException;
import org.jspecify.annotations.Nullable;

/** A document in a file, which others may replace or write again at any time. */
final class FileOrigin implements Origin {
  static final int MOST_BYTES = 32 << 20;
  // Whoever writes a file changes it more often than this until it is complete.
  private static final Duration SETTLED = Duration.ofSeconds(10);
  // Of a file server's clock; a file of a later time is one for a clock that replays the past.
  private static final Duration MOST_AHEAD = Duration.ofMinutes(10);

  private final Path file;
  private final Basis basis;
  private final InstantSource clock;
  private @Nullable Kept kept;

  /** What tells one state of a file from another: a link may also have been turned elsewhere. */
  private record Stamp(
      FileTime modified, long size, @Nullable Object key) {}

  private record Kept(Stamp stamp, Document document) {}

  FileOrigin(Path file, Basis basis, InstantSource clock) {
    this.file = file;
    this.basis = basis;
    this.clock = clock;
  }

  @Override
  public String name() {
    Path last = file.getFileName();
    return last == null ? file.toString() : last.toString();
  }

  @Override
  public synchronized Document document() {
    try {
      Stamp before = stamp();
      if (kept == null || !kept.stamp().equals(before)) {
        kept = new Kept(before, read(before));
      }
      return kept.document();
    } catch (NoSuchFileException e) {
      throw GridException.lasting(file + ": no such file; " + Document.EXPECTED);
    } catch (AccessDeniedException e) {
      throw GridException.lasting(file + ": may not be read; expected a file open to this user");
    } catch (IOException e) {
      throw GridException.passing(file + ": cannot be read: " + FileFailure.reason(e), e);
    }
  }

  private Stamp stamp() throws IOException {
    BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
    if (!now.isRegularFile()) { // to read a pipe could take for ever
      throw GridException.lasting(file + ": "
          + (now.isDirectory() ? "a directory; " : "no plain file; ") + Document.EXPECTED);
    }
    return new Stamp(now.lastModifiedTime(), now.size(), now.fileKey());
  }

  private Document read(Stamp before) throws IOException {
    byte[] bytes;
    try (InputStream content = Files.newInputStream(file)) {
      bytes = content.readNBytes(MOST_BYTES + 1);
    }
    if (bytes.length > MOST_BYTES) {
      throw GridException.lasting(
          file + ": more than " + MOST_BYTES + " bytes; is it the right file?");
    }
    if (!stamp().equals(before)) {
      throw GridException.passing(file + ": changed while it was read", null);
    }
    return Document.read(
        bytes,
        MOST_BYTES,
        new Document.Terms(
            file.toString(), name(), basis, !isSettled(before), holds -> damage(before, holds)));
  }

  private boolean isSettled(Stamp stamp) {
    Duration age = Duration.between(stamp.modified().toInstant(), clock.instant());
    return age.compareTo(SETTLED) > 0 || age.compareTo(MOST_AHEAD.negated()) < 0;
  }

  private GridException damage(Stamp stamp, String holds) {
    String message = file + ": holds " + holds;
    return isSettled(stamp)
        ? GridException.lasting(message)
        : GridException.passing(message + " (it was written just now)", null);
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
