package org.carbonaware.examples.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.carbonaware.checkpoint.DirectoryCheckpointStore;
import org.jspecify.annotations.Nullable;

/**
 * What a run leaves: {@code ledger/}, {@code checkpoints/}, {@code run.json}, {@code summary.txt}
 * and {@code summary.json} in a directory of their own. A run started anew deletes just these, and
 * only where {@code run.json} shows that the demo made them, or is damaged and lies beside nothing
 * else.
 */
final class DemoFolder {
  private static final Set<String> OWN_NAMES =
      Set.of("ledger", "checkpoints", "run.json", "run.json.tmp", "summary.txt", "summary.json");

  private static final int WRONG_USAGE = 2;

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
    try {
      Files.createDirectories(root);
      delete(newRun());
      Files.writeString(newRun(), SettingsJson.write(settings), StandardOpenOption.CREATE_NEW);
      for (Path own : List.of(ledger(), checkpoints(), text(), json())) {
        delete(own);
      }
      Files.move(
          newRun(), run(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw FileProblem.writing(run(), e);
    }
  }

  /** Whether there is a checkpoint to go on from; asks no lock, so that a writer may still live. */
  boolean holdsCheckpoint() {
    try (Stream<Path> entries = Files.list(checkpoints())) {
      return entries.anyMatch(entry -> entry.getFileName().toString().matches("checkpoint-\\d+"));
    } catch (IOException e) {
      return false;
    }
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
    if (!Files.isRegularFile(run())) {
      return holdsOnly(Set.of("run.json.tmp")); // the very first start was cut short
    }
    String text = readRun();
    return SettingsJson.isOurs(text) || (SettingsJson.isDamaged(text) && holdsOnly(OWN_NAMES));
  }

  private boolean holdsOnly(Set<String> names) throws IOException {
    try (Stream<Path> entries = Files.list(root)) {
      return entries.allMatch(entry -> names.contains(entry.getFileName().toString()));
    }
  }

  /** Takes any bytes, since a damaged file is none of UTF-8 either. */
  private String readRun() throws IOException {
    return new String(Files.readAllBytes(run()), StandardCharsets.UTF_8);
  }

  /** The settings of the run found here. */
  DemoSettings settings() throws IOException {
    if (!Files.isRegularFile(run())) {
      throw new DemoException("--resume: there is no run in " + root + ": start one without it");
    }
    return SettingsJson.read(readRun(), run());
  }

  /** Throws unless the run found here is trained by this framework. */
  void requireFramework(FrameworkChoice named, DemoSettings settings) {
    if (named != settings.framework()) {
      String own = settings.framework().word();
      throw new DemoException(
          "--resume: the run in " + root + " is trained by " + own + ", not " + named.word()
              + ": go on with --framework " + own + " (Maven: -Dexample=" + own + ")",
          WRONG_USAGE);
    }
  }

  void writeSummary(String text, String json) {
    write(text(), text);
    write(json(), json);
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw FileProblem.writing(file, e);
    }
  }

  private Path newRun() {
    return root.resolve("run.json.tmp");
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
