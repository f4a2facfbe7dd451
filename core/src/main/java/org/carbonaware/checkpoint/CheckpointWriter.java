package org.carbonaware.checkpoint;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Writes one checkpoint so that it appears under its name only when all of it is on the disk:
 * temporary directory, files, manifest, each forced; rename; the parent forced.
 */
final class CheckpointWriter {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int THREADS = 3; // digest two large files, parameters and updater; force

  private final Path store;
  private final DurableFiles files;
  private final Consumer<String> warnings;

  CheckpointWriter(Path store, DurableFiles files, Consumer<String> warnings) {
    this.store = store;
    this.files = files;
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
      Manifest manifest = new Manifest(
          Manifest.FORMAT_VERSION,
          sequence,
          at,
          snapshot.identity(),
          run,
          snapshot.attributes(),
          entries);
      writeManifest(writing, manifest);
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

  private void writeManifest(Path directory, Manifest manifest) throws IOException {
    byte[] json = ManifestJson.write(manifest);
    if (json.length > CheckpointReader.MAX_MANIFEST_BYTES) {
      throw new IOException("the attributes make a manifest of " + json.length
          + " bytes, at most " + CheckpointReader.MAX_MANIFEST_BYTES
          + " can be read again: large values belong into files");
    }
    try (DurableFiles.Sink sink = files.createFile(directory.resolve(CheckpointNames.MANIFEST))) {
      sink.write(json);
      sink.force();
    }
  }

  /** Writes on the calling thread; others digest meanwhile and put on the disk what is there. */
  private List<Manifest.Entry> writeFiles(Path directory, List<Snapshot.File> contents)
      throws IOException {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS, CheckpointWriter::daemon);
    List<CheckedFile> written = new ArrayList<>();
    try {
      for (Snapshot.File content : contents) {
        Path path = directory.resolve(content.name());
        try (DurableFiles.Sink sink = files.createFile(path)) {
          CheckedFile file = new CheckedFile(path, sink, threads);
          written.add(file);
          OutputStream buffered = new BufferedOutputStream(file, BUFFER_BYTES);
          content.content().writeTo(buffered);
          buffered.flush();
          file.complete();
        }
      }
      List<Manifest.Entry> entries = new ArrayList<>();
      for (int i = 0; i < written.size(); i++) {
        entries.add(written.get(i).entry(contents.get(i).name()));
      }
      return entries;
    } finally {
      for (CheckedFile file : written) {
        file.release();
      }
      threads.shutdown();
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "carbon-checkpoint");
    thread.setDaemon(true);
    return thread;
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
