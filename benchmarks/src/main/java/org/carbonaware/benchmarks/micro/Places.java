package org.carbonaware.benchmarks.micro;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Directories that are there while something is measured. */
final class Places {
  /** Where files are written; the directory of temporary files unless it says otherwise. */
  static final String PROPERTY = "carbon.benchmarks.directory";

  private Places() {}

  /** A new one. */
  static Path directory() throws IOException {
    String parent = System.getProperty(PROPERTY);
    return parent == null
        ? Files.createTempDirectory("carbon-benchmark")
        : Files.createTempDirectory(Path.of(parent), "carbon-benchmark");
  }

  /** A directory for all, in one that is made if missing. */
  static Path in(Path parent) throws IOException {
    return Files.createTempDirectory(Files.createDirectories(parent), "carbon-benchmarks");
  }

  /** Deletes it with all that is in it. */
  static void delete(Path directory) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> paths = Files.walk(directory)) {
      deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.delete(path);
    }
  }
}
