package org.carbonaware.cli;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.LongFunction;
import java.util.zip.GZIPOutputStream;

/**
 * Makes files that are far too large, or no files at all. Devices are for commands that read them:
 * a mistake in one that writes could cost the computer the device.
 */
final class HostileFiles {
  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

  private HostileFiles() {}

  /** Makes a file at a path. */
  interface Maker {
    void make(Path file, long bytes) throws IOException;
  }

  /** Zeros, which take no room on the disk. */
  static Maker zeros() {
    return (file, bytes) -> {
      try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
        sparse.setLength(bytes);
      }
    };
  }

  /** A beginning, then one piece again and again, then an end. */
  static Maker repeated(String begin, String piece, String end) {
    return numbered(begin, i -> piece, end);
  }

  /** A beginning, then numbered pieces, then an end. */
  static Maker numbered(String begin, LongFunction<String> piece, String end) {
    return (file, bytes) -> {
      try (OutputStream out = Files.newOutputStream(file)) {
        write(out, bytes, begin, piece, end);
      }
    };
  }

  /** The same, packed. */
  static Maker zipped(String begin, LongFunction<String> piece) {
    return (file, bytes) -> {
      try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file), 1 << 16)) {
        write(out, bytes, begin, piece, "");
      }
    };
  }

  /** Packed again and again: small, and what is in it is packed, too. */
  static Maker zippedTwice(String piece) {
    return (file, bytes) -> {
      try (OutputStream out =
          new GZIPOutputStream(new GZIPOutputStream(Files.newOutputStream(file)))) {
        write(out, bytes, "", i -> piece, "");
      }
    };
  }

  /** As many packed files as fit, one behind the other. */
  static Maker members(String content) {
    return (file, bytes) -> {
      ByteArrayOutputStream member = new ByteArrayOutputStream();
      try (OutputStream out = new GZIPOutputStream(member)) {
        out.write(content.getBytes(StandardCharsets.UTF_8));
      }
      String text = member.toString(StandardCharsets.ISO_8859_1);
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
        byte[] block = text.repeat(1000).getBytes(StandardCharsets.ISO_8859_1);
        for (long written = 0; written < bytes; written += block.length) {
          out.write(block);
        }
      }
    };
  }

  /** A packed file whose name in it does not end. */
  static Maker zippedWithName() {
    return (file, bytes) -> {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
        out.write(new byte[] {0x1f, (byte) 0x8b, 8, 8, 0, 0, 0, 0, 0, 0});
        byte[] name = "n".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);
        for (long written = 0; written < bytes; written += name.length) {
          out.write(name);
        }
      }
    };
  }

  /** A link to a device, or whatever else is there already. */
  static Maker link(String target) {
    return (file, bytes) -> Files.createSymbolicLink(file, Path.of(target));
  }

  /** A pipe that nobody writes into, of its owner only. */
  static Maker pipe() {
    return (file, bytes) -> {
      try {
        new ProcessBuilder("mkfifo", "-m", "600", file.toString()).start().waitFor();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    };
  }

  static Maker directory() {
    return (file, bytes) -> Files.createDirectory(file);
  }

  /** A moment, so many seconds after the first one. */
  static Instant second(long number) {
    return START.plusSeconds(number);
  }

  private static void write(
      OutputStream out, long bytes, String begin, LongFunction<String> piece, String end)
      throws IOException {
    out.write(begin.getBytes(StandardCharsets.UTF_8));
    long written = (long) begin.length() + end.length();
    StringBuilder block = new StringBuilder();
    for (long i = 0; written < bytes; i++) {
      block.append(piece.apply(i));
      if (block.length() >= 1 << 16 || written + block.length() >= bytes) {
        out.write(block.toString().getBytes(StandardCharsets.UTF_8));
        written += block.length();
        block.setLength(0);
      }
    }
    out.write(end.getBytes(StandardCharsets.UTF_8));
  }
}
