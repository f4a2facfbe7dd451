package org.carbonaware.grid.http;

import java.io.IOException;
import java.nio.file.Path;
import org.carbonaware.files.ForeignFiles;
import org.carbonaware.files.UnfitFileException;
import org.carbonaware.grid.GridException;

/** Reads secrets where they may lie: in the environment, or in a file of its owner's alone. */
final class PrivateText {
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
      return ForeignFiles.readPrivate(file, LARGEST_FILE);
    } catch (UnfitFileException e) {
      throw GridException.lasting("key file " + file + " " + e.getMessage()
          + (e.isOpenToOthers() ? "" : "; expected " + expected + " and nothing else"));
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
