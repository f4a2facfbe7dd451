package org.carbonaware.files;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Why a file could not be read or written, in words: Java's own are names of classes and paths. */
public final class FileFailure {
  private FileFailure() {}

  /**
   * The reason, to stand behind a colon in a message that names the file.
   *
   * @param failure what reading or writing threw
   * @return such as {@code permission denied} or {@code No space left on device}, without the path
   *     where that is known
   */
  public static String reason(IOException failure) {
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    } else if (failure instanceof NoSuchFileException) {
      return "no such file or directory";
    } else if (failure instanceof NotDirectoryException) {
      return "no directory";
    } else if (failure instanceof FileAlreadyExistsException) {
      return "a file of that name is there";
    } else if (failure instanceof CharacterCodingException) {
      return "it is no UTF-8 text";
    } else if (failure instanceof FileSystemException known && known.getReason() != null) {
      return known.getReason();
    }
    String message = failure.getMessage();
    return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
  }
}
