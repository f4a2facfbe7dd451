package org.carbonaware.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Reads files that others wrote, or said to be there: pipes may never begin, devices never end, and
 * a file may have any length. For this project's own packages. Blocks on the disk; safe for several
 * threads.
 */
public final class ForeignFiles {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private ForeignFiles() {}

  /**
   * Opens a regular file.
   *
   * @param file the file, or a link to it
   * @return its content from the beginning; close it
   * @throws UnfitFileException if it is a directory, a device or a pipe
   * @throws IOException if it can't be opened
   */
  public static InputStream open(Path file) throws IOException {
    requireRegular(file);
    return Files.newInputStream(file);
  }

  /**
   * Opens a regular file, or a pipe that a shell has opened already, such as {@code /dev/stdin} or
   * what {@code <(…)} stands for.
   *
   * @param file the file, or a link to it
   * @return its content from the beginning; close it
   * @throws UnfitFileException if it is a directory, a device or another pipe
   * @throws IOException if it can't be opened
   */
  public static InputStream openStream(Path file) throws IOException {
    boolean isOpen = file.equals(Path.of("/dev/stdin"))
        || file.startsWith("/dev/fd")
        || file.startsWith("/proc/self/fd");
    if (!isOpen) {
      requireRegular(file);
    }
    return Files.newInputStream(file);
  }

  /**
   * Reads a regular file.
   *
   * @param file the file, or a link to it
   * @param most how many bytes it may have
   * @return its content
   * @throws UnfitFileException if it has more, or is a directory, a device or a pipe
   * @throws IOException if it can't be read
   */
  public static byte[] read(Path file, int most) throws IOException {
    long size = requireRegular(file).size();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] content = size > most ? null : in.readNBytes(most + 1);
      if (content == null || content.length > most) {
        throw new UnfitFileException("has more than " + most + " bytes");
      }
      return content;
    }
  }

  /**
   * Reads a regular file that only its owner can use, where the file system has owners.
   *
   * @param file the file, or a link to it
   * @param most how many bytes it may have
   * @return its text, of UTF-8
   * @throws UnfitFileException if it is open to others, has more, or is a directory, a device or a
   *     pipe
   * @throws IOException if it can't be read
   */
  public static String readPrivate(Path file, int most) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view != null && !OWNER_ONLY.containsAll(view.readAttributes().permissions())) {
      throw new UnfitFileException("is open to others; expected mode 600: chmod 600 " + file, true);
    }
    ByteBuffer content = ByteBuffer.wrap(read(file, most));
    return StandardCharsets.UTF_8.newDecoder().decode(content).toString();
  }

  private static BasicFileAttributes requireRegular(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    if (!attributes.isRegularFile()) {
      throw new UnfitFileException(
          attributes.isDirectory() ? "is a directory" : "is a device or a pipe, no regular file");
    }
    return attributes;
  }
}
