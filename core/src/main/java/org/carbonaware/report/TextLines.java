package org.carbonaware.report;

import java.util.regex.Pattern;
import org.carbonaware.text.Printable;

/**
 * Aligned lines for a terminal of 80 columns: a label, and a value that goes on under itself. What
 * a terminal would take as a command is left out of values.
 */
final class TextLines {
  static final int LABEL_WIDTH = 18;
  private static final int WIDTH = 80;
  private static final char GLUE = '\u00a0';

  /** Between a number and its unit no line ends. */
  private static final Pattern GLUED =
      Pattern.compile("(?<=[0-9]) (?=(g|kg|t|Wh|kWh|MWh|g/kWh|W|L|%|d|h|min|s)(?![\\p{Alnum}/]))");

  private final StringBuilder text = new StringBuilder();

  /** A line, and as many under it as the value needs. */
  TextLines line(String label, String value) {
    if (length(label) >= LABEL_WIDTH) {
      return line("", label.strip() + ": " + value);
    }
    StringBuilder line = new StringBuilder(label);
    pad(line);
    int used = LABEL_WIDTH;
    boolean first = true;
    for (String word : GLUED.matcher(plain(value)).replaceAll("\u00a0").split(" ", -1)) {
      int length = length(word);
      if (!first && used + 1 + length > WIDTH) {
        end(line);
        pad(line);
        used = LABEL_WIDTH;
        first = true;
      }
      if (!first) {
        line.append(' ');
        used++;
      }
      for (int at = 0; at < word.length(); ) {
        int point = word.codePointAt(at);
        if (used == WIDTH) { // a word longer than a line
          end(line);
          pad(line);
          used = LABEL_WIDTH;
        }
        line.appendCodePoint(point == GLUE ? ' ' : point);
        used++;
        at += Character.charCount(point);
      }
      first = false;
    }
    end(line);
    return this;
  }

  TextLines blank() {
    text.append('\n');
    return this;
  }

  private void end(StringBuilder line) {
    text.append(line.toString().stripTrailing()).append('\n');
    line.setLength(0);
  }

  private static void pad(StringBuilder line) {
    line.append(" ".repeat(LABEL_WIDTH - length(line.toString())));
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /** Text on one line, without what is not fit to be shown, and without doubled spaces. */
  static String plain(String text) {
    return Printable.words(text);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
