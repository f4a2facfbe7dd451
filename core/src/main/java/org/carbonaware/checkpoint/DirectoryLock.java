package org.carbonaware.checkpoint;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import org.carbonaware.files.PrivateFiles;

/**
 * Keeps every other store out of a directory, in this process and in others. The operating system
 * drops the lock when the process dies, however it dies; the file itself stays and means nothing.
 */
final class DirectoryLock implements AutoCloseable {
  /** Far behind the text, which others may read where locks are mandatory. */
  private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

  /**
   * Static, because POSIX locks belong to the process: closing any descriptor of the lock file
   * drops them, so a second store of this process must be refused before it opens the file.
   */
  private static final Set<Path> HELD = new HashSet<>();

  /** Lock files of stores under another class loader, kept open for the same reason. */
  private static final Queue<RandomAccessFile> FOREIGN = new ArrayDeque<>();

  private final Path directory;
  private final RandomAccessFile file;

  private DirectoryLock(Path directory, RandomAccessFile file) {
    this.directory = directory;
    this.file = file;
  }

  /**
   * Locks a directory without waiting.
   *
   * @param directory its real path
   * @throws CheckpointException if another store has it
   * @throws IOException if it can't be locked at all
   */
  static DirectoryLock acquire(Path directory) throws IOException {
    synchronized (HELD) {
      if (!HELD.add(directory)) {
        throw inUseHere(directory);
      }
      boolean locked = false;
      try {
        DirectoryLock lock = lock(directory);
        locked = true;
        return lock;
      } finally {
        if (!locked) {
          HELD.remove(directory);
        }
      }
    }
  }

  private static DirectoryLock lock(Path directory) throws IOException {
    Path path = directory.resolve(CheckpointNames.LOCK);
    if (Files.isSymbolicLink(path)) {
      throw new IOException(path + " is a symbolic link, expected a file");
    }
    try {
      PrivateFiles.createFile(path);
    } catch (FileAlreadyExistsException e) {
      // as after every earlier use
    }
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
    boolean keepOpen = false;
    try {
      if (file.getChannel().tryLock(LOCKED_BYTE, 1, false) == null) {
        throw new CheckpointException(directory + " is in use by another process (" + holder(file)
            + "): use another directory or stop that training");
      }
      keepOpen = true;
      file.setLength(0);
      file.write(self().getBytes(StandardCharsets.UTF_8));
      return new DirectoryLock(directory, file);
    } catch (OverlappingFileLockException e) {
      keepOpen = FOREIGN.add(file);
      throw inUseHere(directory);
    } finally {
      if (!keepOpen) {
        file.close();
      }
    }
  }

  /** Whether the lock file is still in its place, so that it means something to others. */
  boolean isThere() {
    return Files.exists(directory.resolve(CheckpointNames.LOCK), LinkOption.NOFOLLOW_LINKS);
  }

  private static CheckpointException inUseHere(Path directory) {
    return new CheckpointException(directory + " is in use by another store of this process ("
        + self() + "): use another directory or close that store");
  }

  /** The process' start, because the lock was taken at some time after it. */
  private static String self() {
    ProcessHandle process = ProcessHandle.current();
    return "pid " + process.pid()
        + process.info().startInstant().map(start -> ", since " + start).orElse("");
  }

  private static String holder(RandomAccessFile file) throws IOException {
    byte[] text = new byte[80];
    int length = Math.max(0, file.read(text));
    String holder = new String(text, 0, length, StandardCharsets.UTF_8);
    return holder.matches("pid \\d+(, since [0-9T:.Z-]+)?") ? holder : "pid unknown";
  }

  @Override
  public void close() throws IOException {
    synchronized (HELD) {
      try {
        file.close();
      } finally {
        HELD.remove(directory);
      }
    }
  }
}
