package org.carbonaware.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** What made a report. */
final class Tool {
  static final String NAME = "carbon-aware-trainer";

  private Tool() {}

  /** The version this was built as; {@code unknown} outside of a build. */
  static String version() {
    return Holder.VERSION;
  }

  private static final class Holder {
    static final String VERSION = read();

    private static String read() {
      try (InputStream in = Tool.class.getResourceAsStream("version.txt")) {
        String text = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        return text.isBlank() || text.startsWith("$") ? Quantities.UNKNOWN : text.strip();
      } catch (IOException e) {
        return Quantities.UNKNOWN; // no report is worth failing for this
      }
    }
  }
}
