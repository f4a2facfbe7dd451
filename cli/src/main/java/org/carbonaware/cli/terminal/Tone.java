package org.carbonaware.cli.terminal;

import java.util.Locale;

/**
 * What a piece of text is about, from which its colour follows. The scale from low to high goes
 * from bluish green by yellow to red-orange, as in the reports: people who do not tell red from
 * green tell these. Whatever has a tone says it in words or marks, too.
 */
public enum Tone {
  /** Ordinary text. */
  PLAIN("", "", ""),
  /** Headings and what matters most. */
  STRONG("1", "1", "1"),
  /** Units, sources, legends. */
  MUTED("90", "38;5;244", "38;5;244"),
  /** Clean for its zone. */
  LOW("32", "38;5;36", "38;2;0;158;115"),
  /** Neither clean nor dirty. */
  MODERATE("33", "38;5;178", "38;2;214;162;0"),
  /** Dirty for its zone. */
  HIGH("31", "38;5;166", "38;2;213;94;0"),
  /** A threshold, the present, and whatever else points at something. */
  MARK("36", "38;5;33", "38;2;46;134;222");

  private final String basic;
  private final String indexed;
  private final String full;

  Tone(String basic, String indexed, String full) {
    this.basic = basic;
    this.indexed = indexed;
    this.full = full;
  }

  /**
   * The word used in files and reports.
   *
   * @return the lower-case name
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The parameters of ANSI's SGR sequence; empty where nothing changes. */
  String sgr(Colors colors) {
    return switch (colors) {
      case NONE -> "";
      case BASIC -> basic;
      case INDEXED -> indexed;
      case FULL -> full;
    };
  }
}
