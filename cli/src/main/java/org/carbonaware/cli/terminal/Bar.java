package org.carbonaware.cli.terminal;

/** Horizontal bars, for the cells of a table. */
public final class Bar {
  private static final String EIGHTHS = " ▏▎▍▌▋▊▉";

  private Bar() {}

  /**
   * A bar whose length is in proportion to its value.
   *
   * @param value what it shows; less than 0 and NaN are shown as nothing
   * @param most the value of the longest bar, 0 or more
   * @param width how many columns the longest bar takes
   * @param tone its colour
   * @param terminal where it is shown: in eighths of a column, in ASCII in whole ones
   * @return the bar; at least a sliver if the value is more than 0
   */
  public static Line of(double value, double most, int width, Tone tone, Terminal terminal) {
    if (!(value > 0) || !(most > 0)) {
      return Line.empty();
    }
    double share = Math.min(1, value / most);
    if (!terminal.unicode()) {
      return Line.of("#".repeat(Math.max(1, (int) Math.round(share * width))), tone);
    }
    int eighths = Math.max(1, (int) Math.round(share * width * 8));
    String rest = eighths % 8 == 0 ? "" : String.valueOf(EIGHTHS.charAt(eighths % 8));
    return Line.of("█".repeat(eighths / 8) + rest, tone);
  }
}
