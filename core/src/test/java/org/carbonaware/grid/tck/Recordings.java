package org.carbonaware.grid.tck;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Published recordings of services, where they are at hand; they are no part of this project. */
public final class Recordings {
  private Recordings() {}

  /** A recording's text; skips the test where it is not there. */
  public static String read(String folder, String name) {
    Path file = Path.of("..", "..", "shared", "api-fixtures", folder, name);
    assumeTrue(Files.exists(file), () -> file + " is not here");
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
