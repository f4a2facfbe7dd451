package org.carbonaware.ledger;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.carbonaware.files.PrivateFiles;

/**
 * Keeps a second writer out of a run's file, in this process and in others. The operating system
 * drops the lock when the process dies, however it dies; the lock file stays and means nothing.
 *
 * <p>Not a lock on the ledger itself: POSIX drops a process' locks on a file as soon as it closes
 * any descriptor of it, and ledgers are read while they are written.
 */
final class RunLock implements AutoCloseable {
  /** Static for the same reason: a second writer here must be refused before it opens the file. */
  private static final Set<Path> HELD = new HashSet<>();

  private final Path path;
  private final RandomAccessFile file;

  private RunLock(Path path, RandomAccessFile file) {
    this.path = path;
    this.file = file;
  }

  /**
   * Locks without waiting.
   *
   * @param ledger the run's file; its directory exists
   * @throws LedgerException if somebody else writes it
   * @throws IOException if it can't be locked at all
   */
  static RunLock acquire(Path ledger) throws IOException {
    Path directory = ledger.toAbsolutePath().getParent();
    if (directory == null) {
      throw new IOException(ledger + " has no directory");
    }
    Path path = directory.toRealPath().resolve("." + ledger.getFileName() + ".lock");
    synchronized (HELD) {
      if (HELD.contains(path)) {
        throw new LedgerException(ledger + " is being written by this process already", null);
      }
      RunLock lock = lock(ledger, path);
      HELD.add(path);
      return lock;
    }
  }

  private static RunLock lock(Path ledger, Path path) throws IOException {
    PrivateFiles.createIfMissing(path);
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
    boolean locked = false;
    try {
      locked = file.getChannel().tryLock() != null;
    } catch (OverlappingFileLockException e) {
      // held under another class loader of this process: as good as another process
    } finally {
      if (!locked) {
        file.close();
      }
    }
    if (!locked) {
      throw new LedgerException(
          ledger + " is being written by another process: two can't carry on the same run", null);
    }
    return new RunLock(path, file);
  }

  @Override
  public void close() throws IOException {
    synchronized (HELD) {
      try {
        file.close();
      } finally {
        HELD.remove(path);
      }
    }
  }
}
