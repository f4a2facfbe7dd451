package org.carbonaware.energy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** The thermal design power of common processors, by their names. Read at its first use. */
final class ProcessorTable {
  private static final String RESOURCE = "processors.csv";

  /**
   * One processor or product line.
   *
   * @param pattern found in its name
   * @param watts thermal design power of one
   * @param threads of one; 0 if models differ
   * @param source where the figure is from, as the table explains
   */
  record Entry(Pattern pattern, double watts, int threads, String source) {
    /** Whether it stands for models that are not listed, whose threads differ. */
    boolean isLine() {
      return source.equals("line");
    }
  }

  private static final List<Entry> ENTRIES = read();

  private ProcessorTable() {}

  static List<Entry> entries() {
    return ENTRIES;
  }

  /** The processor of a name as the system gives it; empty if it is not known. */
  static Optional<Entry> find(String model) {
    String name = plain(model);
    return ENTRIES.stream()
        .filter(entry -> entry.pattern().matcher(name).find())
        .findFirst();
  }

  /** The name without what makers add to it. */
  static String plain(String model) {
    return model
        .toLowerCase(Locale.ROOT)
        .replaceAll("\\((r|tm|c)\\)", "")
        .replaceAll("@.*", "")
        .replaceAll("\\b(cpu|processor|\\d+-core)\\b", "")
        .replaceAll("\\s+", " ")
        .strip();
  }

  private static List<Entry> read() {
    try (InputStream in = ProcessorTable.class.getResourceAsStream(RESOURCE);
        BufferedReader reader = new BufferedReader(
            new InputStreamReader(Objects.requireNonNull(in, RESOURCE), StandardCharsets.UTF_8))) {
      return reader
          .lines()
          .filter(line -> !line.startsWith("#"))
          .skip(1)
          .map(line -> line.split(",", -1))
          .map(fields -> new Entry(
              Pattern.compile("(?<!\\S)" + fields[0] + "(?![^\\s])"),
              Double.parseDouble(fields[1]),
              Integer.parseInt(fields[2]),
              fields[3]))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
