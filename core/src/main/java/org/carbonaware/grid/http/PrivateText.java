package org.carbonaware.grid.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.carbonaware.grid.GridException;

/** Reads secrets where they may lie: in the environment, or in a file of its owner's alone. */
final class PrivateText {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");
  private static final int LARGEST_FILE = 8192;

  private PrivateText() {}

  /** The variable's text; lasting failure if it is not set. */
  static String fromEnvironment(String variable, String expected) {
    String text = System.getenv(variable);
    if (text == null) {
      throw GridException.lasting(
          "environment variable " + variable + " is not set; expected " + expected + " in it");
    }
    return text;
  }

  /** The file's text; lasting failure if it cannot be read, is large or open to others. */
  static String fromFile(Path file, String expected) {
    try {
      PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
      if (view != null && !OWNER_ONLY.containsAll(view.readAttributes().permissions())) {
        throw GridException.lasting(
            "key file " + file + " is open to others; expected mode 600: chmod 600 " + file);
      }
      if (Files.size(file) > LARGEST_FILE) {
        throw GridException.lasting("key file " + file + " has more than " + LARGEST_FILE
            + " bytes; expected " + expected + " and nothing else");
      }
      return Files.readString(file);
    } catch (IOException e) {
      throw GridException.lasting(
          "key file " + file + " cannot be read: " + e.getClass().getSimpleName());
    }
  }

  /** What is wrong with a text, with where it came from in front. */
  static GridException at(String where, GridException e) {
    return GridException.lasting(where + ": " + e.getMessage());
  }
}
