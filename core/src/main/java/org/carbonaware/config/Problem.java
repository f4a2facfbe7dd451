package org.carbonaware.config;

import org.carbonaware.text.Printable;

/**
 * Something that is wrong with a configuration. Never shows a secret.
 *
 * @param where the file with line and column, the variable, or the flag
 * @param key the setting, such as {@code job.deadline}; empty if the whole file is meant
 * @param text what is wrong and what would be right
 */
public record Problem(String where, String key, String text) {
  /** One line, without line ends even if a name has them. */
  @Override
  public String toString() {
    String line = where + ": " + (key.isEmpty() ? "" : key + ": ") + text;
    return Printable.line(line);
  }
}
