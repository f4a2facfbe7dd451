package org.carbonaware.files;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Makes files and directories that only their owner can use, where the file system has owners. For
 * this library's own packages. Blocks on the disk; safe for several threads.
 */
public final class PrivateFiles {
  private PrivateFiles() {}

  /**
   * Makes a directory, and those above it that are missing: where others could write, they could
   * put another in its place. What is there keeps its permissions.
   *
   * @param directory the directory
   * @throws IOException if it cannot be made, or something else is in its place
   */
  public static void createDirectories(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) { // also a link to one
      Files.createDirectories(directory, ownerOnly(directory, "rwx------"));
    }
  }

  /**
   * Makes a directory.
   *
   * @param directory the directory; the one above it must be there
   * @throws IOException if it cannot be made
   */
  public static void createDirectory(Path directory) throws IOException {
    Files.createDirectory(directory, ownerOnly(directory, "rwx------"));
  }

  /**
   * Makes an empty file.
   *
   * @param file the file; its directory must be there
   * @throws IOException if it cannot be made, or is there already
   */
  public static void createFile(Path file) throws IOException {
    Files.createFile(file, ownerOnly(file, "rw-------"));
  }

  /**
   * Makes an empty file whose name is on the disk.
   *
   * @param file the file; its directory must be there
   * @return false if it was there before
   * @throws IOException if it cannot be made, or is a symbolic link
   */
  public static boolean createIfMissing(Path file) throws IOException {
    if (Files.isSymbolicLink(file)) {
      throw new IOException(file + " is a symbolic link, expected a file");
    }
    try {
      createFile(file);
    } catch (FileAlreadyExistsException e) {
      return false;
    }
    Path directory = file.toAbsolutePath().getParent();
    if (directory != null) {
      forceDirectory(directory);
    }
    return true;
  }

  /**
   * Waits until a directory's entries are on the disk. An interrupt does not break it off; the
   * thread stays interrupted.
   *
   * @param directory the directory
   * @throws IOException if the disk refuses
   */
  public static void forceDirectory(Path directory) throws IOException {
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
}
