package org.carbonaware.checkpoint;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Everything a store does to the disk, one method per step, so that a test can cut the write
 * protocol between every two of them.
 */
interface DurableFiles {
  /** Makes a directory only its owner may use; fails if it exists. */
  void createDirectory(Path directory) throws IOException;

  /** Makes a file only its owner may use; fails if it exists. */
  Sink createFile(Path file) throws IOException;

  /** Waits until the directory's entries are on the disk. */
  void forceDirectory(Path directory) throws IOException;

  /** Renames within a directory, atomically. */
  void rename(Path from, Path to) throws IOException;

  /** Deletes a file, a link or an empty directory. */
  void delete(Path path) throws IOException;

  /** Deletes a directory with all that is in it; of a link only the link. */
  default void deleteTree(Path path) throws IOException {
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      try (DirectoryStream<Path> children = Files.newDirectoryStream(path)) {
        for (Path child : children) {
          deleteTree(child);
        }
      }
    }
    delete(path);
  }

  /** A file being written. */
  abstract class Sink extends OutputStream {
    @Override
    public abstract void write(byte[] bytes, int offset, int length) throws IOException;

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    /**
     * Puts some of what was written on the disk already, so that {@link #force} has less to wait
     * for. For any thread; a failure is told by {@link #force}.
     */
    void forceAhead() {}

    /** Waits until all that was written is on the disk. */
    abstract void force() throws IOException;
  }
}
