package org.carbonaware.benchmarks.published;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.trace.Gaps;
import org.carbonaware.grid.trace.Trace;
import org.carbonaware.grid.trace.TraceFile;

/**
 * The folder of the data that the published results were computed from. Traces are read once. Safe
 * for several threads; blocks on the disk.
 */
final class DataFolder {
  private final Path folder;
  private final Map<String, Trace> traces = new ConcurrentHashMap<>();

  DataFolder(Path folder) {
    this.folder = folder;
  }

  /** The folder {@code ../shared/data} as seen from a directory or from one that holds it. */
  static Optional<Path> find(Path from) {
    for (Path above = from.toAbsolutePath().normalize().getParent();
        above != null;
        above = above.getParent()) {
      Path folder = above.resolve("shared").resolve("data");
      if (Files.isDirectory(folder)) {
        return Optional.of(folder);
      }
    }
    return Optional.empty();
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  /** The files of a list that are not there. */
  List<String> missing(List<String> names) {
    return names.stream().filter(name -> !Files.isRegularFile(file(name))).toList();
  }

  Trace trace(String name, Basis basis) {
    return traces.computeIfAbsent(name, key -> TraceFile.read(file(key), basis, Gaps.FAIL));
  }

  CsvTable table(String name) {
    return CsvTable.read(file(name));
  }

  JsonNode json(String name) {
    try {
      return new JsonMapper().readTree(file(name).toFile());
    } catch (IOException e) {
      throw new BadDataException(file(name) + ": cannot be read as JSON: " + e.getMessage(), e);
    }
  }
}
