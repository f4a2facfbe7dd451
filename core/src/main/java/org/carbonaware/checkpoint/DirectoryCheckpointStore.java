package org.carbonaware.checkpoint;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps checkpoints in a local directory, one sub-directory each ({@code checkpoint-0000000012})
 * with the snapshot's files and {@code manifest.json}. Files are readable by their owner only.
 *
 * <p>A checkpoint is written to a temporary directory, forced to the disk, and renamed; older ones
 * are removed only afterwards; if it is large, that is done while the training goes on, and only
 * then its manifest gets the SHA-256 of each file, for other tools. {@link #latest()} reads every
 * byte and compares CRC-32 and CRC-32C with those written, together 64 bits, so it takes about as
 * long as reading the checkpoint; of checkpoints of earlier versions, which lack them, SHA-256.
 * Nothing is ever deserialised into Java objects.
 *
 * <p>While a store is open it holds a lock of the operating system on the directory, which ends
 * with the process, so no second training can write there. All methods block on the disk and are
 * safe to call from several threads, which wait for each other. An interrupted thread still
 * completes its checkpoint.
 */
public final class DirectoryCheckpointStore implements CheckpointStore {
  private static final Logger log = LoggerFactory.getLogger(DirectoryCheckpointStore.class);
  private static final int DEFAULT_KEEP_LAST = 3;

  /** From here on a training would notice what is done afterwards. */
  private static final long LARGE_BYTES = 1 << 23;

  private final Path directory;
  private final int keepLast;
  private final DurableFiles files;
  private final CheckpointWriter writer;
  private DirectoryLock lock;
  private final Afterwork afterwork;
  private final long largeBytes;
  private final Set<String> warnings = new LinkedHashSet<>();
  private final Set<Path> unsound = new HashSet<>();
  private List<String> damaged = List.of();
  private long lastSequence;
  private boolean closed;

  private DirectoryCheckpointStore(
      Path directory,
      int keepLast,
      DurableFiles files,
      DirectoryLock lock,
      Afterwork afterwork,
      long largeBytes) {
    this.directory = directory;
    this.keepLast = keepLast;
    this.files = files;
    this.lock = lock;
    this.afterwork = afterwork;
    this.largeBytes = largeBytes;
    this.writer = new CheckpointWriter(directory, files, largeBytes, this::warn);
  }

  /**
   * Opens a directory and keeps the last 3 checkpoints.
   *
   * @param directory where the checkpoints are; made if missing
   * @return the store
   * @throws CheckpointException as {@link #open(Path, int)}
   */
  public static DirectoryCheckpointStore open(Path directory) {
    return open(directory, DEFAULT_KEEP_LAST);
  }

  /**
   * Opens a directory. What dead writers left in it is removed, with a warning.
   *
   * @param directory where the checkpoints are; made if missing, with its parents
   * @param keepLast how many checkpoints to keep, at least 1; more than one allows to go back
   *     behind a damaged one
   * @return the store, which holds the directory's lock until it is closed
   * @throws IllegalArgumentException if {@code keepLast} is less than 1
   * @throws CheckpointException if the directory is in use by another store or process, or can't be
   *     made, read or locked
   */
  public static DirectoryCheckpointStore open(Path directory, int keepLast) {
    return open(directory, keepLast, new OsFiles());
  }

  static DirectoryCheckpointStore open(Path directory, int keepLast, DurableFiles files) {
    return open(directory, keepLast, files, Afterwork.onThreads(), LARGE_BYTES);
  }

  /** With how and from which size on what need not be waited for is done afterwards. */
  static DirectoryCheckpointStore open(
      Path directory, int keepLast, DurableFiles files, Afterwork afterwork, long largeBytes) {
    if (keepLast < 1) {
      throw new IllegalArgumentException(
          "keepLast " + keepLast + ": expected at least 1 checkpoint to keep");
    }
    try {
      create(directory.toAbsolutePath(), files);
      Path real = directory.toRealPath();
      DirectoryLock lock = DirectoryLock.acquire(real);
      boolean opened = false;
      try {
        DirectoryCheckpointStore store =
            new DirectoryCheckpointStore(real, keepLast, files, lock, afterwork, largeBytes);
        store.removeLeftOvers();
        opened = true;
        return store;
      } finally {
        if (!opened) {
          lock.close();
        }
      }
    } catch (IOException e) {
      throw new CheckpointException(
          "Can't use " + directory
              + " for checkpoints, expected a directory that can be read, written and locked: " + e,
          e);
    }
  }

  /** Makes a directory with its parents so that they, too, survive a crash of the machine. */
  private static void create(Path directory, DurableFiles files) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    Path parent = directory.getParent();
    if (parent != null) {
      create(parent, files);
    }
    try {
      files.createDirectory(directory);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(directory)) { // else another process was faster
        throw e;
      }
    }
    if (parent != null) {
      files.forceDirectory(parent);
    }
  }

  @Override
  public synchronized Manifest write(Snapshot snapshot, Map<String, String> run, Instant at) {
    requireOpen();
    Manifest manifest;
    try {
      awaitAfterwork();
      makeAgainIfRemoved();
      removeLeftOvers();
      lastSequence = checkpoints().stream()
          .mapToLong(path -> CheckpointNames.sequenceOf(path).orElse(0))
          .reduce(lastSequence, Math::max);
      manifest = writer.write(lastSequence + 1, snapshot, run, at);
    } catch (IOException e) {
      throw new CheckpointException(
          "No checkpoint could be written to " + directory
              + "; earlier ones are untouched. Check space and permissions there: " + e,
          e);
    }
    lastSequence = manifest.sequence();
    List<Path> retired = retire(manifest.diverged());
    if (manifest.bytes() < largeBytes) {
      delete(retired);
    } else {
      Path written = directory.resolve(CheckpointNames.ofSequence(manifest.sequence()));
      afterwork.begin(() -> {
        deleteAll(retired);
        writer.addDigests(written, manifest);
      });
    }
    return manifest;
  }

  /** Somebody may tidy up: what is saved from then on is worth no less, or all the more. */
  private void makeAgainIfRemoved() throws IOException {
    if (lock.isThere()) {
      return;
    }
    lock.close();
    create(directory, files);
    lock = DirectoryLock.acquire(directory);
    warn(directory + " was removed, or emptied, while a training saves to it: it is made again, and"
        + " checkpoints from before are gone");
  }

  @Override
  public synchronized Optional<Checkpoint> latest() {
    requireOpen();
    List<Path> newestFirst;
    try {
      newestFirst = checkpoints();
    } catch (IOException e) {
      throw new CheckpointException("Can't read the checkpoints in " + directory + ": " + e, e);
    }
    List<String> skipped = new ArrayList<>();
    Optional<Checkpoint> sound = Optional.empty();
    for (Path path : newestFirst) {
      try {
        sound = Optional.of(CheckpointReader.verify(path));
        unsound.remove(path); // may have been put right
        break;
      } catch (IOException e) {
        warn(path + " was skipped: " + e.getMessage());
        skipped.add(path + ": " + e.getMessage());
        unsound.add(path);
      }
    }
    damaged = List.copyOf(skipped);
    return sound;
  }

  @Override
  public synchronized List<String> damaged() {
    return damaged;
  }

  @Override
  public synchronized List<String> warnings() {
    return List.copyOf(warnings);
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    awaitAfterwork();
    try {
      lock.close();
    } catch (IOException e) {
      warn("The lock on " + directory + " could not be closed: " + e);
    }
  }

  /** Takes superfluous ones out of use. A failure costs space, not a checkpoint. */
  private List<Path> retire(boolean diverged) {
    List<Path> retired = new ArrayList<>();
    try {
      List<Path> superfluous = superfluous(diverged);
      // Renamed first, so that a half-deleted one is never mistaken for a damaged one.
      for (Path old : superfluous) {
        Path renamed = directory.resolve(CheckpointNames.DELETING + CheckpointNames.nameOf(old));
        files.rename(old, renamed);
        retired.add(renamed);
      }
      if (!retired.isEmpty()) {
        files.forceDirectory(directory);
      }
    } catch (IOException e) {
      warnOfAfterwork(e);
    }
    return retired;
  }

  private void delete(List<Path> retired) {
    try {
      deleteAll(retired);
    } catch (IOException e) {
      warnOfAfterwork(e);
    }
  }

  private void deleteAll(List<Path> retired) throws IOException {
    for (Path old : retired) {
      files.deleteTree(old);
    }
  }

  private void awaitAfterwork() {
    afterwork.await().ifPresent(this::warnOfAfterwork);
  }

  private void warnOfAfterwork(IOException failure) {
    warn("Older checkpoints in " + directory
        + " could not be removed, or SHA-256 not be added to the new one, which is sound without: "
        + failure);
  }

  /**
   * All beyond the newest ones to keep. One that was found damaged keeps none other from staying,
   * and goes with the first that is too old. While the newest one has diverged, the newest one that
   * has not stays too: nothing else could undo what went wrong.
   */
  private List<Path> superfluous(boolean diverged) throws IOException {
    List<Path> newestFirst = checkpoints();
    List<Path> sound =
        newestFirst.stream().filter(path -> !unsound.contains(path)).toList();
    List<Path> kept = new ArrayList<>(sound.subList(0, Math.min(keepLast, sound.size())));
    if (kept.size() < keepLast) {
      return List.of();
    }
    if (diverged) {
      sound.stream().filter(path -> !hasDiverged(path)).findFirst().ifPresent(kept::add);
    }
    return newestFirst.stream().filter(path -> !kept.contains(path)).toList();
  }

  private static boolean hasDiverged(Path checkpoint) {
    try {
      return CheckpointReader.manifest(checkpoint.resolve(CheckpointNames.MANIFEST))
          .diverged();
    } catch (IOException e) {
      return true; // nobody can go back to one that can't be read
    }
  }

  private void removeLeftOvers() throws IOException {
    for (Path leftOver : list(CheckpointNames::isLeftOver)) {
      try {
        files.deleteTree(leftOver);
        warn(leftOver + " was left over by a write or removal that was cut off; removed it");
      } catch (IOException e) {
        warn(leftOver
            + " was left over by a write or removal that was cut off, and can't be removed: " + e);
      }
    }
  }

  /** All checkpoints, sound or not, the newest first. */
  private List<Path> checkpoints() throws IOException {
    List<Path> paths = list(path -> CheckpointNames.sequenceOf(path).isPresent());
    paths.sort(
        Comparator.comparingLong((Path path) -> CheckpointNames.sequenceOf(path).orElseThrow())
            .reversed());
    return paths;
  }

  private List<Path> list(Predicate<Path> filter) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> paths = Files.newDirectoryStream(directory, filter::test)) {
      paths.forEach(found::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return found;
  }

  private void warn(String sentence) {
    if (warnings.add(sentence)) {
      log.warn("{}", sentence);
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new CheckpointException(
          "The checkpoint store of " + directory + " is closed: open it again");
    }
  }
}
