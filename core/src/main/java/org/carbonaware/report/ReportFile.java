package org.carbonaware.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.carbonaware.files.FileFailure;

/** Writes a report's file whole or not at all: under another name first, then renamed. */
public final class ReportFile {
  private ReportFile() {}

  /**
   * Writes a file; one that is there is replaced. Blocks for the disk.
   *
   * @param file the file; its directory must be there
   * @param content its content, written as UTF-8
   * @throws ReportException if it can't be written; what was there is then unchanged
   */
  public static void write(Path file, String content) {
    try {
      replace(
          Files.exists(file) ? file.toRealPath() : file, content.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      throw new ReportException(file + " can't be written: its directory is missing", e);
    } catch (IOException e) {
      throw new ReportException(file + " can't be written: " + FileFailure.reason(e), e);
    }
  }

  /**
   * Leaves alone what is no file. To put a file into the place of a device, which root can do to
   * all that is in /dev, harms the whole computer.
   *
   * @throws ReportException if something else is there
   */
  static void requireFile(Path file) {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new ReportException(
          file + " can't be written: it is "
              + (Files.isDirectory(file) ? "a directory" : "a device or a pipe, no regular file"),
          new FileSystemException(file.toString()));
    }
  }

  static void replace(Path file, byte[] content) throws IOException {
    requireFile(file);
    // Not Files.createTempFile, whose files are the owner's only.
    Path written = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      Files.write(written, content, StandardOpenOption.CREATE_NEW);
      if (Files.exists(file) && Files.getFileStore(file).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(written, Files.getPosixFilePermissions(file));
      }
      try {
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      Files.deleteIfExists(written);
    }
  }
}
