package org.carbonaware.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Writes one checkpoint so that it appears under its name only when all of it is on the disk:
 * temporary directory, files, manifest, each forced; rename; the parent forced.
 */
final class CheckpointWriter {
  private final Path store;
  private final DurableFiles files;
  private final long largeBytes;
  private final Consumer<String> warnings;

  /** Checkpoints from so many bytes on are written without SHA-256, to be added afterwards. */
  CheckpointWriter(Path store, DurableFiles files, long largeBytes, Consumer<String> warnings) {
    this.store = store;
    this.files = files;
    this.largeBytes = largeBytes;
    this.warnings = warnings;
  }

  Manifest write(long sequence, Snapshot snapshot, Map<String, String> run, Instant at)
      throws IOException {
    String name = CheckpointNames.ofSequence(sequence);
    Path writing = store.resolve(CheckpointNames.WRITING + name);
    boolean renamed = false;
    try {
      files.createDirectory(writing);
      List<Manifest.Entry> entries = writeFiles(writing, snapshot.files());
      if (entries.stream().mapToLong(Manifest.Entry::bytes).sum() < largeBytes) {
        entries = digested(writing, entries);
      }
      Manifest manifest = new Manifest(
          Manifest.FORMAT_VERSION,
          sequence,
          at,
          snapshot.identity(),
          run,
          snapshot.attributes(),
          entries);
      writeManifest(writing.resolve(CheckpointNames.MANIFEST), manifest);
      files.forceDirectory(writing);
      files.rename(writing, store.resolve(name));
      renamed = true;
      files.forceDirectory(store);
      return manifest;
    } finally {
      if (!renamed) {
        discard(writing);
      }
    }
  }

  private void writeManifest(Path file, Manifest manifest) throws IOException {
    byte[] json = ManifestJson.write(manifest);
    if (json.length > CheckpointReader.MAX_MANIFEST_BYTES) {
      throw new IOException("the attributes make a manifest of " + json.length
          + " bytes, at most " + CheckpointReader.MAX_MANIFEST_BYTES
          + " can be read again: large values belong into files");
    }
    try (DurableFiles.Sink sink = files.createFile(file)) {
      sink.write(json);
      sink.force();
    }
  }

  private List<Manifest.Entry> writeFiles(Path directory, List<Snapshot.File> contents)
      throws IOException {
    ExecutorService writing = thread("carbon-checkpoint-write");
    ExecutorService forcing = thread("carbon-checkpoint-force");
    try {
      List<Manifest.Entry> entries = new ArrayList<>();
      for (Snapshot.File content : contents) {
        entries.add(writeFile(directory, content, writing, forcing));
      }
      return entries;
    } finally {
      writing.shutdown();
      forcing.shutdown();
    }
  }

  private Manifest.Entry writeFile(
      Path directory, Snapshot.File content, Executor writing, Executor forcing)
      throws IOException {
    try (DurableFiles.Sink sink = files.createFile(directory.resolve(content.name()));
        CheckedFile file = new CheckedFile(sink, writing, forcing)) {
      content.content().writeTo(file);
      file.force();
      return file.entry(content.name());
    }
  }

  /** Started when there is something to do for it. */
  private static ExecutorService thread(String name) {
    return Executors.newSingleThreadExecutor(task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    });
  }

  /** Adds SHA-256 to the manifest of a checkpoint that is safe without it, and stays so. */
  void addDigests(Path checkpoint, Manifest manifest) throws IOException {
    Path manifestNow = checkpoint.resolve(CheckpointNames.MANIFEST);
    Path writing = checkpoint.resolve(CheckpointNames.WRITING + CheckpointNames.MANIFEST);
    writeManifest(writing, manifest.withFiles(digested(checkpoint, manifest.files())));
    files.rename(writing, manifestNow);
    files.forceDirectory(checkpoint);
  }

  private static List<Manifest.Entry> digested(Path directory, List<Manifest.Entry> entries)
      throws IOException {
    List<Manifest.Entry> digested = new ArrayList<>();
    for (Manifest.Entry entry : entries) {
      try (InputStream in = CheckpointReader.open(directory.resolve(entry.name()))) {
        digested.add(new Manifest.Entry(entry.name(), entry.bytes(), Sha256.of(in), entry.crcs()));
      }
    }
    return digested;
  }

  private void discard(Path writing) {
    try {
      files.deleteTree(writing);
    } catch (IOException e) {
      warnings.accept("What was left of a checkpoint that could not be written stays in " + writing
          + " until the next one is written: " + e);
    }
  }
}
