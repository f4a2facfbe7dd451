package org.carbonaware.grid.document;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.zip.GZIPOutputStream;
import org.carbonaware.grid.Basis;

/** A document file that was last written a minute ago, and sources that read it. */
final class Written {
  static final Instant NOW = Instant.parse("2024-05-14T10:20:00Z");

  private final Path file;

  Written(Path folder, String name) {
    this.file = folder.resolve(name);
  }

  Written holding(String text) throws IOException {
    return holding(text.getBytes(StandardCharsets.UTF_8));
  }

  Written holding(byte[] bytes) throws IOException {
    Files.write(file, bytes);
    return since(Duration.ofMinutes(1));
  }

  Written since(Duration age) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(NOW.minus(age)));
    return this;
  }

  DocumentGridSource source(Basis basis) {
    return DocumentGridSource.file(file, basis, InstantSource.fixed(NOW));
  }

  DocumentGridSource source() {
    return source(Basis.LIFECYCLE);
  }

  Path file() {
    return file;
  }

  static byte[] gzipped(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
