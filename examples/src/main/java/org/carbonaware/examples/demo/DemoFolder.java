package org.carbonaware.examples.demo;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import org.carbonaware.checkpoint.DirectoryCheckpointStore;
import org.jspecify.annotations.Nullable;

/**
 * What a run leaves: {@code ledger/}, {@code checkpoints/}, {@code run.json}, {@code summary.txt}
 * and {@code summary.json} in a directory of their own. A run started anew deletes just these, and
 * only where {@code run.json} shows that the demo made them.
 */
final class DemoFolder {
  private final Path root;

  DemoFolder(Path root) {
    this.root = root;
  }

  Path root() {
    return root;
  }

  Path ledger() {
    return root.resolve("ledger");
  }

  Path checkpoints() {
    return root.resolve("checkpoints");
  }

  /** Empties it for a new run and notes the run's settings. */
  void begin(DemoSettings settings) throws IOException {
    refuseForeign();
    if (Files.isDirectory(checkpoints())) {
      DirectoryCheckpointStore.open(checkpoints()).close(); // refuses if another demo runs here
    }
    for (Path own : List.of(ledger(), checkpoints(), text(), json(), run())) {
      delete(own);
    }
    Files.createDirectories(root);
    Files.writeString(run(), SettingsJson.write(settings));
  }

  /** Throws unless the directory is missing, empty or the demo's own. */
  void refuseForeign() throws IOException {
    if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!Files.isDirectory(root)) {
      throw new DemoException("--output " + root + " is a file: choose a new or empty directory");
    }
    if (!isEmpty() && !isOurs()) {
      throw new DemoException("--output " + root
          + " holds files that the demo did not write: choose a new or empty directory");
    }
  }

  private boolean isEmpty() throws IOException {
    try (Stream<Path> entries = Files.list(root)) {
      return entries.findAny().isEmpty();
    }
  }

  private boolean isOurs() throws IOException {
    return Files.isRegularFile(run()) && SettingsJson.isOurs(Files.readString(run()));
  }

  /** The settings of the run found here. */
  DemoSettings settings() throws IOException {
    if (!Files.isRegularFile(run())) {
      throw new DemoException("--resume: there is no run in " + root + ": start one without it");
    }
    return SettingsJson.read(Files.readString(run()), run());
  }

  void writeSummary(String text, String json) throws IOException {
    Files.writeString(text(), text);
    Files.writeString(json(), json);
  }

  private Path run() {
    return root.resolve("run.json");
  }

  private Path text() {
    return root.resolve("summary.txt");
  }

  private Path json() {
    return root.resolve("summary.json");
  }

  /** Deletes a file or a tree; a link is deleted, not followed. */
  private static void delete(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(path, new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
          throws IOException {
        Files.delete(file);
        return FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
          throws IOException {
        Files.delete(directory);
        return FileVisitResult.CONTINUE;
      }
    });
  }
}
