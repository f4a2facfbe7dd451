package org.carbonaware.config;

import java.util.Locale;

/**
 * Where a setting comes from.
 *
 * @param layer which layer of the configuration
 * @param where the file with line and column, the variable, the flag, or {@code default}
 */
public record Origin(Layer layer, String where) {
  static final Origin DEFAULT = new Origin(Layer.DEFAULT, "default");

  /** The layers, the weakest first. */
  public enum Layer {
    /** What is used where nobody says anything. */
    DEFAULT,
    /** The computer's file. */
    SYSTEM_FILE,
    /** The user's file. */
    USER_FILE,
    /** The project's file, or the one that was named instead. */
    PROJECT_FILE,
    /** An environment variable. */
    ENVIRONMENT,
    /** A flag of a command line. */
    FLAG;

    /**
     * The word used in output.
     *
     * @return such as {@code user-file}
     */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** As messages name it. */
  @Override
  public String toString() {
    return where;
  }
}
