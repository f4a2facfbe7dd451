package org.carbonaware.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Output as a page shows it: lines in order, {@code …} for what differs, or is left out. */
final class Shown {
  private Shown() {}

  /** Whether all lines were said, in this order. */
  static void isSaid(Block block, List<String> said) {
    assertThat(missing(block.lines(), said))
        .as("%s: the first line that was not said, of%n%s", block.place(), String.join("\n", said))
        .isEmpty();
  }

  static Optional<String> missing(List<String> shown, List<String> said) {
    int at = 0;
    for (String line : shown) {
      if (line.isBlank() || line.strip().equals("…")) {
        continue;
      }
      Pattern wanted = pattern(line);
      while (at < said.size() && !wanted.matcher(squeezed(said.get(at))).matches()) {
        at++;
      }
      if (at == said.size()) {
        return Optional.of(line);
      }
      at++;
    }
    return Optional.empty();
  }

  /** Columns of tables are as wide as what stands in them, so blanks count as one. */
  private static Pattern pattern(String line) {
    return Pattern.compile(Pattern.quote(squeezed(line)).replace("…", "\\E.*\\Q"));
  }

  private static String squeezed(String line) {
    return line.strip().replaceAll(" +", " ");
  }
}
