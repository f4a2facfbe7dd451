package org.carbonaware.cli.terminal;

import java.nio.charset.Charset;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is known of where the output goes. Immutable.
 *
 * @param width how many columns there are, 20 or more
 * @param height how many rows there are, 5 or more; without a meaning if it is not interactive
 * @param interactive whether a person looks at it, and it is not a file or a pipe
 * @param colors how many colours to use
 * @param unicode whether it shows block characters; else ASCII has to do
 */
public record Terminal(int width, int height, boolean interactive, Colors colors, boolean unicode) {
  private static final int NARROWEST = 20;
  private static final int LOWEST = 5;
  private static final int USUAL_HEIGHT = 24;

  /** Takes what is too small for the least. */
  public Terminal {
    width = Math.max(NARROWEST, width);
    height = Math.max(LOWEST, height);
  }

  /**
   * The terminal, file or pipe that this process's standard output is, as it is just now: a
   * terminal's size may change. May start {@code stty}, which takes some milliseconds. Where the
   * width can't be told it is that of the variable {@code COLUMNS}, else 80.
   *
   * @return what is known of it; never fails
   */
  public static Terminal ofStdout() {
    return TerminalProbe.look(TerminalProbe.STDOUT);
  }

  /**
   * The same of this process's standard error.
   *
   * @return what is known of it; never fails
   */
  public static Terminal ofStderr() {
    return TerminalProbe.look(TerminalProbe.STDERR);
  }

  /**
   * How text is to be encoded on this process's standard output: as its terminal shows it, and as
   * UTF-8 in a file or a pipe.
   *
   * @return the encoding; never fails
   */
  public static Charset charsetOfStdout() {
    return TerminalProbe.charsetOfStdout();
  }

  /**
   * A file or a pipe: ASCII without colour.
   *
   * @param width how many columns lines may take
   * @return where plain text goes
   */
  public static Terminal plain(int width) {
    return new Terminal(width, USUAL_HEIGHT, false, Colors.NONE, false);
  }

  /**
   * Lines as they are printed here, each with its line end.
   *
   * @param lines the lines
   * @return one text
   */
  public String print(List<Line> lines) {
    return lines.stream()
        .map(line -> line.on(this) + System.lineSeparator())
        .collect(Collectors.joining());
  }
}
