package org.carbonaware.cli.terminal;

import java.util.Locale;
import java.util.Map;

/** How many colours a terminal shows. */
public enum Colors {
  /** None: not a terminal, or colour is not wanted. */
  NONE,
  /** The 16 of ANSI, whose shades the user's theme chooses. */
  BASIC,
  /** 256. */
  INDEXED,
  /** All of them. */
  FULL;

  /**
   * What the environment allows: {@code NO_COLOR} (any text but the empty one) forbids colour,
   * {@code CLICOLOR_FORCE} (any text but {@code 0}) wants it even where no terminal is,
   * {@code CLICOLOR=0} and {@code TERM=dumb} forbid it, in this order; {@code COLORTERM} and
   * {@code TERM} tell how many there are.
   *
   * @param environment the process's environment
   * @param interactive whether a terminal is there
   * @return how many colours to use
   */
  public static Colors of(Map<String, String> environment, boolean interactive) {
    String term = environment.getOrDefault("TERM", "");
    if (!environment.getOrDefault("NO_COLOR", "").isEmpty()) {
      return NONE;
    }
    String force = environment.getOrDefault("CLICOLOR_FORCE", "0");
    boolean forced = !force.isEmpty() && !force.equals("0");
    boolean refused = "0".equals(environment.get("CLICOLOR")) || term.equals("dumb");
    if (!forced && (!interactive || refused)) {
      return NONE;
    }
    String many = environment.getOrDefault("COLORTERM", "").toLowerCase(Locale.ROOT);
    if (many.equals("truecolor") || many.equals("24bit") || term.endsWith("-direct")) {
      return FULL;
    }
    boolean windowsTerminal = environment.containsKey("WT_SESSION");
    return windowsTerminal || term.contains("256") ? INDEXED : BASIC;
  }
}
