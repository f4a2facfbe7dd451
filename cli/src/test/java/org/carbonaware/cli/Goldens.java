package org.carbonaware.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Texts that were looked at and are kept. {@code -Dgoldens=write} writes those that changed, to be
 * looked at again.
 */
public final class Goldens {
  private static final Path SOURCES = Path.of("src/test/resources/org/carbonaware/cli/goldens");

  private Goldens() {}

  /** Escape sequences are kept as {@code \e[…m}, so that the file can be read. */
  public static void assertSame(String name, String text) throws IOException {
    String readable = text.replace("\u001b", "\\e").replace(System.lineSeparator(), "\n");
    if ("write".equals(System.getProperty("goldens"))) {
      Files.createDirectories(SOURCES);
      Files.writeString(SOURCES.resolve(name), readable);
    }
    assertThat(readable).as("goldens/" + name).isEqualTo(read(name));
  }

  private static String read(String name) throws IOException {
    Path source = SOURCES.resolve(name);
    if (Files.exists(source)) {
      return Files.readString(source);
    }
    try (InputStream in = Goldens.class.getResourceAsStream("goldens/" + name)) {
      return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
