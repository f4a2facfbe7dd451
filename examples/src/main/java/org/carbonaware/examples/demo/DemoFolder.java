package org.carbonaware.examples.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.time.DateTimeException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.carbonaware.checkpoint.DirectoryCheckpointStore;
import org.jspecify.annotations.Nullable;

/**
 * What a run leaves: {@code ledger/}, {@code checkpoints/}, {@code run.json}, {@code summary.txt},
 * {@code summary.json} and {@code report.html} in a directory of their own. A run started anew
 * deletes just these, and only where {@code run.json} shows that the example made them, or is
 * damaged and lies beside nothing else.
 *
 * @param <S> the settings of a run
 */
public final class DemoFolder<S> {
  private static final Set<String> OWN_NAMES = Set.of(
      "ledger",
      "checkpoints",
      "run.json",
      "run.json.tmp",
      "summary.txt",
      "summary.json",
      "report.html");

  private static final int WRONG_USAGE = 2;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path root;
  private final RunFile<S> format;

  /**
   * Names the directory; touches nothing.
   *
   * @param root the directory
   * @param format how the settings of a run are kept in it
   */
  public DemoFolder(Path root, RunFile<S> format) {
    this.root = root;
    this.format = format;
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

  /**
   * Empties it for a new run and notes the run's settings.
   *
   * @param settings of the run
   * @throws IOException if the directory can't be read
   */
  public void begin(S settings) throws IOException {
    refuseForeign();
    if (Files.isDirectory(checkpoints())) {
      DirectoryCheckpointStore.open(checkpoints()).close(); // refuses if another demo runs here
    }
    try {
      Files.createDirectories(root);
      delete(newRun());
      Files.writeString(newRun(), text(settings), StandardOpenOption.CREATE_NEW);
      for (Path own : List.of(ledger(), checkpoints(), text(), json(), report())) {
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

  /**
   * Throws unless the directory is missing, empty or the example's own.
   *
   * @throws IOException if the directory can't be read
   */
  public void refuseForeign() throws IOException {
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
    return isOurs(text) || (isDamaged(text) && holdsOnly(OWN_NAMES));
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

  /**
   * The settings of the run found here.
   *
   * @return what it was begun with
   * @throws IOException if they can't be read
   */
  public S settings() throws IOException {
    if (!Files.isRegularFile(run())) {
      throw new DemoException("--resume: there is no run in " + root + ": start one without it");
    }
    try {
      JsonNode node = JSON.readTree(readRun());
      if (!node.path("schema").asText().equals(format.schema())) {
        throw new DemoException(run() + " is of another version: start anew without --resume");
      }
      return format.read(node);
    } catch (JsonProcessingException | DateTimeException | IllegalArgumentException e) {
      throw new DemoException(run() + " is damaged: start anew without --resume", e);
    }
  }

  private String text(S settings) {
    ObjectNode node = JSON.createObjectNode().put("schema", format.schema());
    format.write(settings, node);
    return node.toPrettyString() + "\n";
  }

  /** Whether a text was written by {@link #begin}, of this version or another. */
  private boolean isOurs(String text) {
    try {
      String schema = JSON.readTree(text).path("schema").asText();
      return schema.startsWith(format.schema().substring(0, format.schema().lastIndexOf('/')));
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  /** Whether a text is empty or cut short, so that nobody can tell whose it was. */
  private static boolean isDamaged(String text) {
    try {
      return text.isBlank() || JSON.readTree(text) == null;
    } catch (JsonProcessingException e) {
      return true;
    }
  }

  /**
   * Throws unless the run found here is trained by a framework.
   *
   * @param named what the user says
   * @param own what the run's settings say
   * @param remedy the options that name the latter
   */
  public void requireFramework(FrameworkChoice named, FrameworkChoice own, String remedy) {
    if (named != own) {
      throw new DemoException(
          "--resume: the run in " + root + " is trained by " + own.word() + ", not " + named.word()
              + ": go on with " + remedy,
          WRONG_USAGE);
    }
  }

  void writeSummary(String text, String json) {
    write(text(), text);
    write(json(), json);
  }

  void writeReport(String page) {
    write(report(), page);
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

  /** The page with pictures. */
  Path report() {
    return root.resolve("report.html");
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
