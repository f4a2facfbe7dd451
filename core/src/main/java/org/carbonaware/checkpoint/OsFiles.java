package org.carbonaware.checkpoint;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.carbonaware.files.PrivateFiles;
import org.jspecify.annotations.Nullable;

/**
 * The operating system's files. An interrupt does not break off a write: a checkpoint is often
 * taken exactly because the process was asked to go.
 */
final class OsFiles implements DurableFiles {
  @Override
  public void createDirectory(Path directory) throws IOException {
    PrivateFiles.createDirectory(directory);
  }

  @Override
  public Sink createFile(Path file) throws IOException {
    PrivateFiles.createFile(file);
    return new FileSink(file);
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    PrivateFiles.forceDirectory(directory);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void delete(Path path) throws IOException {
    Files.delete(path);
  }

  /** Not a FileChannel, which an interrupt closes. */
  private static final class FileSink extends Sink {
    private final FileOutputStream out;
    private volatile @Nullable IOException failure;

    FileSink(Path file) throws IOException {
      out = new FileOutputStream(file.toFile());
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    void forceAhead() {
      try {
        out.getFD().sync();
      } catch (IOException e) {
        failure = e; // the system tells it once: the next sync may succeed without the lost bytes
      }
    }

    @Override
    void force() throws IOException {
      IOException before = failure;
      if (before != null) {
        throw before;
      }
      out.getFD().sync();
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
