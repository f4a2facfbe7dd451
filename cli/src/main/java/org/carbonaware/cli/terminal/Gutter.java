package org.carbonaware.cli.terminal;

/** What stands to the left of a picture: the scale, and names of the rows below. */
final class Gutter {
  private static final int NARROWEST = 6;

  private Gutter() {}

  /** The width that the longest label needs. */
  static int width(String longest) {
    return Math.max(NARROWEST, longest.length() + 2);
  }

  /** Beside a row of the picture. */
  static Line beside(String label, int width, Terminal terminal) {
    return edge(label, width, terminal.unicode() ? " ┤" : " |");
  }

  /** Beside the axis. */
  static Line corner(String label, int width, Terminal terminal) {
    return edge(label, width, terminal.unicode() ? " └" : " +");
  }

  /** Beside what is below the axis. */
  static Line below(String name, int width) {
    return Line.of(name, Tone.MUTED).leftIn(width);
  }

  private static Line edge(String label, int width, String edge) {
    return Line.of(label, Tone.MUTED).rightIn(width - edge.length()).plus(edge, Tone.MUTED);
  }
}
