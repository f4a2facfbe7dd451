package org.carbonaware.cli;

import org.carbonaware.cli.terminal.Terminal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** The option of commands that draw on a terminal. */
final class ChartOption {
  @Option(
      names = "--chart",
      negatable = true,
      showDefaultValue = Visibility.NEVER,
      description = "Draw a chart of characters, or don't; drawn on a terminal if not given, and"
          + " never with --json.")
  @Nullable
  Boolean chart;

  /** Whether to draw there. */
  boolean isWanted(Terminal terminal) {
    return chart == null ? terminal.interactive() : chart;
  }
}
