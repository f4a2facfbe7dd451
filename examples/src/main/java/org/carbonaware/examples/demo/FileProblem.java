package org.carbonaware.examples.demo;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** Says what a file system refused; its own messages are often a path and nothing else. */
final class FileProblem {
  private static final String RIGHT =
      "; expected a directory that can be written, on a disk with free space (--output)";

  private FileProblem() {}

  /** What went wrong as a file or directory of the demo was written, and what would be right. */
  static DemoException writing(Path path, IOException e) {
    return new DemoException("can't write " + path + ": " + reason(e) + RIGHT, e);
  }

  /** What went wrong where only the exception knows the file. */
  static String describe(IOException e) {
    String message = e.getMessage();
    if (!(e instanceof FileSystemException) && message != null && message.contains(": ")) {
      return message; // one of our own, or a reader's, that names the file and the reason
    }
    String file = e instanceof FileSystemException system ? " " + system.getFile() : "";
    return "can't read or write" + file + ": " + reason(e)
        + "; expected files that can be read and an --output that can be written, with free space";
  }

  private static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such file or directory";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileAlreadyExistsException || e instanceof NotDirectoryException) {
      return "a file is in the way";
    }
    String text = e instanceof FileSystemException system ? system.getReason() : e.getMessage();
    return text == null ? e.getClass().getSimpleName() : text;
  }
}
