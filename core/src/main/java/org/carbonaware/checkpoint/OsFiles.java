package org.carbonaware.checkpoint;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The operating system's files. An interrupt does not break off a write: a checkpoint is often
 * taken exactly because the process was asked to go.
 */
final class OsFiles implements DurableFiles {
  @Override
  public void createDirectory(Path directory) throws IOException {
    Files.createDirectory(directory, ownerOnly(directory, "rwx------"));
  }

  @Override
  public Sink createFile(Path file) throws IOException {
    createPrivateFile(file);
    return new FileSink(file);
  }

  static void createPrivateFile(Path file) throws IOException {
    Files.createFile(file, ownerOnly(file, "rw-------"));
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    if (!isPosix(directory)) {
      return; // Windows opens no directories; its file system journals renames by itself
    }
    boolean interrupted = false;
    try {
      while (true) {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
          channel.force(true);
          return;
        } catch (ClosedByInterruptException e) {
          interrupted |= Thread.interrupted();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void delete(Path path) throws IOException {
    Files.delete(path);
  }

  private static FileAttribute<?>[] ownerOnly(Path path, String permissions) {
    return isPosix(path)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  /** Not a FileChannel, which an interrupt closes. */
  private static final class FileSink extends Sink {
    private final FileOutputStream out;

    FileSink(Path file) throws IOException {
      out = new FileOutputStream(file.toFile());
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    void force() throws IOException {
      out.getFD().sync();
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
