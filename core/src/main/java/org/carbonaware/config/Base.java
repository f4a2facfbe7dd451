package org.carbonaware.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What paths in a layer start from.
 *
 * @param directory the folder of the file they are in, else the working directory
 * @param home what {@code ~} stands for
 */
record Base(Path directory, Optional<Path> home) {
  /**
   * The path meant.
   *
   * @throws java.nio.file.InvalidPathException if it is none on this system
   */
  Path resolve(String text) {
    if (home.isPresent() && (text.equals("~") || text.startsWith("~/"))) {
      return home.get().resolve(text.substring(Math.min(2, text.length()))).normalize();
    }
    return directory.resolve(text).normalize();
  }
}
