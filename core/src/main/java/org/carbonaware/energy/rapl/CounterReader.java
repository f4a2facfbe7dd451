package org.carbonaware.energy.rapl;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads a file that holds one whole number. */
@FunctionalInterface
interface CounterReader {
  /**
   * Opens the file anew each time: a handle would outlive the driver and the permission.
   *
   * @throws IOException if it can't be read or holds anything but a number of 0 or more
   */
  long read(Path file) throws IOException;

  /** More digits than a counter has. */
  int LONGEST = 64;

  /** The file system's own files. */
  static CounterReader ofFiles() {
    return file -> {
      try (InputStream in = Files.newInputStream(file)) {
        return number(new String(in.readNBytes(LONGEST), StandardCharsets.ISO_8859_1).strip());
      }
    };
  }

  private static long number(String content) throws IOException {
    try {
      long number = Long.parseLong(content);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new IOException("it holds \"" + printable(content) + "\", not a number of 0 or more");
  }

  private static String printable(String content) {
    return content.substring(0, Math.min(20, content.length())).replaceAll("[^ -~]", "?");
  }

  /** What a failed reading means, in words, without the file's name. */
  static String inWords(Exception failure) {
    String message = String.valueOf(failure.getMessage());
    if (failure instanceof AccessDeniedException || message.contains("Operation not permitted")) {
      return "permission denied";
    }
    return failure instanceof NoSuchFileException ? "it is not there" : message.replace('\n', ' ');
  }
}
