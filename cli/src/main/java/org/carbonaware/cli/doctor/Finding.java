package org.carbonaware.cli.doctor;

import java.util.Locale;

/**
 * What one look at the computer found.
 *
 * @param area what was looked at, in a word or two
 * @param status whether it is as it should be
 * @param text what was found, on one line
 * @param advice what to do, on one line; empty if nothing
 */
public record Finding(String area, Status status, String text, String advice) {
  /** How it is. */
  public enum Status {
    /** As it should be. */
    OK,
    /** It works, but worse than it could. */
    WARN,
    /** Something will not work. */
    FAIL;

    /**
     * The word for people and programs.
     *
     * @return lower case
     */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Keeps texts on one line, whatever a name in them holds. */
  public Finding {
    text = oneLine(text);
    advice = oneLine(advice);
  }

  static Finding ok(String area, String text) {
    return new Finding(area, Status.OK, text, "");
  }

  static Finding warn(String area, String text, String advice) {
    return new Finding(area, Status.WARN, text, advice);
  }

  static Finding fail(String area, String text, String advice) {
    return new Finding(area, Status.FAIL, text, advice);
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ").strip();
  }
}
