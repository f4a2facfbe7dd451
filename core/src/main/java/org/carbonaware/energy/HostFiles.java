package org.carbonaware.energy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The small files in which Linux describes a machine. What can't be read is absent.
 *
 * @param root what stands for {@code /}
 */
record HostFiles(Path root) {
  private static final int HEAD = 1024;

  /** A file's text. */
  Optional<String> text(String path) {
    try {
      return Optional.of(
          new String(Files.readAllBytes(root.resolve(path)), StandardCharsets.UTF_8));
    } catch (IOException | RuntimeException e) { // such as a path the system knows nothing of
      return Optional.empty();
    }
  }

  /** The lines of a file; none if it can't be read. */
  Stream<String> lines(String path) {
    return text(path).stream().flatMap(String::lines);
  }

  /** How a file begins: its first kilobyte. */
  Optional<String> head(String path) {
    try (InputStream in = Files.newInputStream(root.resolve(path))) {
      return Optional.of(new String(in.readNBytes(HEAD), StandardCharsets.UTF_8));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  /** What follows the first {@code name:} at the beginning of a line. */
  Optional<String> value(String path, String name) {
    return lines(path)
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(name.length()).strip())
        .filter(rest -> rest.startsWith(":"))
        .map(rest -> rest.substring(1).strip())
        .findFirst();
  }

  /** The whole number that a file holds. */
  OptionalLong number(String path) {
    return text(path).map(text -> number(text, 10)).orElse(OptionalLong.empty());
  }

  /** The names in a directory, sorted; none if it can't be listed. */
  List<String> names(String path) {
    try (Stream<Path> entries = Files.list(root.resolve(path))) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    } catch (IOException | RuntimeException e) {
      return List.of();
    }
  }

  private static OptionalLong number(String text, int radix) {
    try {
      return OptionalLong.of(Long.parseLong(text.strip(), radix));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }
}
