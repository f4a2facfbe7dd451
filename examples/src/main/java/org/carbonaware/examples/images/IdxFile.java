package org.carbonaware.examples.images;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.ZipException;
import org.carbonaware.files.ForeignFiles;
import org.carbonaware.files.GzipMembers;

/** One IDX file read from front to back: magic number, sizes, body. Big-endian. */
final class IdxFile implements AutoCloseable {
  private static final int MAX_BODY_BYTES = 1 << 30;

  private final Path path;
  private final InputStream in;

  private IdxFile(Path path, InputStream in) {
    this.path = path;
    this.in = in;
  }

  /** Opens a file, unpacks it if its name ends in .gz, and checks its magic number. */
  static IdxFile open(Path path, int magic) throws IOException {
    IdxFile file = new IdxFile(path, stream(path));
    try {
      int found = file.readInt("magic number");
      if (found != magic) {
        throw file.fault("magic number is 0x%08x; 0x%08x is right".formatted(found, magic));
      }
      return file;
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  private static InputStream stream(Path path) throws IOException {
    InputStream raw = new BufferedInputStream(ForeignFiles.open(path));
    if (!path.toString().endsWith(".gz")) {
      return raw;
    }
    try {
      return new GzipMembers(raw);
    } catch (ZipException | EOFException e) {
      raw.close();
      throw new IOException(path + ": is not a gzip file, which its name promises", e);
    }
  }

  /** Reads the next size of the header and checks that it is 1 to max. */
  int readSize(String what, int max) throws IOException {
    int size = readInt(what);
    if (size < 1 || size > max) {
      throw fault("%s is %d; 1 to %d is right".formatted(what, Integer.toUnsignedLong(size), max));
    }
    return size;
  }

  private int readInt(String what) throws IOException {
    byte[] bytes = readUpTo(Integer.BYTES);
    if (bytes.length < Integer.BYTES) {
      throw fault("ends before its %s; a whole file is right".formatted(what));
    }
    return ByteBuffer.wrap(bytes).getInt();
  }

  /** Reads this many bytes; if they are to be the last ones, checks that nothing follows. */
  byte[] readBody(long length, boolean toTheEnd) throws IOException {
    if (length > MAX_BODY_BYTES) {
      throw fault("announces %d bytes; at most %d, or a lower limit of images, is right"
          .formatted(length, MAX_BODY_BYTES));
    }
    byte[] bytes = readUpTo((int) length);
    if (bytes.length < length) {
      throw fault("ends after %d bytes of its body; %d is right".formatted(bytes.length, length));
    }
    if (toTheEnd && readUpTo(1).length > 0) {
      throw fault("goes on after %d bytes of its body; to end there is right".formatted(length));
    }
    return bytes;
  }

  /** Takes memory only as bytes arrive, so that a false header cannot exhaust it. */
  private byte[] readUpTo(int length) throws IOException {
    try {
      return in.readNBytes(length);
    } catch (ZipException | EOFException e) {
      throw new IOException(path + ": is damaged or cut short; a whole gzip file is right", e);
    }
  }

  /** A fault of this file; the message says what is wrong and what would be right. */
  IOException fault(String message) {
    return new IOException(path + ": " + message);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
