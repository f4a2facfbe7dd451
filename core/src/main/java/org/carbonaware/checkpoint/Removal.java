package org.carbonaware.checkpoint;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Deletes checkpoints that are not wanted any more. Large ones on another thread: a training need
 * not stand still for that. Not safe for several threads.
 */
final class Removal {
  private static final long LARGE_BYTES = 1 << 23;

  private final DurableFiles files;
  private @Nullable Thread thread;
  private @Nullable IOException failure; // the thread writes it; read when that has ended

  Removal(DurableFiles files) {
    this.files = files;
  }

  /** Deletes, or begins to; {@link #await} first. */
  void remove(List<Path> trees) throws IOException {
    if (bytes(trees) < LARGE_BYTES) {
      removeNow(trees);
      return;
    }
    Thread removing = new Thread(
        () -> {
          try {
            removeNow(trees);
          } catch (IOException e) {
            failure = e;
          }
        },
        "carbon-checkpoint-removal");
    removing.setDaemon(true);
    thread = removing;
    removing.start();
  }

  private void removeNow(List<Path> trees) throws IOException {
    for (Path tree : trees) {
      files.deleteTree(tree);
    }
  }

  /** Waits for what was begun, an interrupt or not; returns why it failed if it did. */
  Optional<IOException> await() {
    Thread removing = thread;
    if (removing == null) {
      return Optional.empty();
    }
    boolean interrupted = false;
    while (removing.isAlive()) {
      try {
        removing.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    thread = null;
    IOException failed = failure;
    failure = null;
    return Optional.ofNullable(failed);
  }

  private static long bytes(List<Path> trees) throws IOException {
    long[] sum = new long[1];
    for (Path tree : trees) {
      Files.walkFileTree(tree, new SimpleFileVisitor<>() {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
          sum[0] += attributes.size();
          return FileVisitResult.CONTINUE;
        }
      });
    }
    return sum[0];
  }
}
