package org.carbonaware.text;

import java.util.regex.Pattern;

/**
 * Makes text of others fit to be shown. What could steer a terminal, turn the order of characters
 * around or hide something is taken out: code points of the categories Cc, Cf, Cn, Co, Zl and Zp,
 * and halves of surrogate pairs. For this project's own packages. Safe for several threads.
 */
public final class Printable {
  private static final String UNFIT = "\\p{Cc}\\p{Cf}\\p{Cn}\\p{Co}\\p{Cs}\\p{Zl}\\p{Zp}";
  private static final Pattern ONE = Pattern.compile("[" + UNFIT + "]");
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[" + UNFIT + "\\s]++");
  private static final int FIRST_BEYOND_BMP = 0x10000;

  private Printable() {}

  /**
   * A text on one line, with {@code ?} for each character that is not fit to be shown.
   *
   * @param text any text
   * @return a text of as many code points
   */
  public static String line(String text) {
    return isPlain(text) ? text : ONE.matcher(text).replaceAll("?");
  }

  /**
   * The same of the beginning of a text.
   *
   * @param text any text
   * @param most how many chars may be shown, 1 or more
   * @return the text, or its beginning and {@code …}
   */
  public static String line(String text, int most) {
    return text.length() <= most ? line(text) : line(beginning(text, most)) + "…";
  }

  /**
   * The words of a text, with one space for whatever is between them.
   *
   * @param text any text
   * @return one line without spaces at its ends
   */
  public static String words(String text) {
    return BETWEEN_WORDS.matcher(text).replaceAll(" ").strip();
  }

  /**
   * The same of the beginning of a text.
   *
   * @param text any text
   * @param most how many chars may be shown, 1 or more
   * @return the words, or the first ones and {@code …}
   */
  public static String words(String text, int most) {
    String words = words(text);
    return words.length() <= most ? words : beginning(words, most) + "…";
  }

  /**
   * A JSON document that says the same, with escapes for characters not fit to be shown.
   *
   * @param document a JSON text
   * @return the same document; line ends between its tokens stay
   */
  public static String json(String document) {
    return isPlain(document)
        ? document
        : ONE.matcher(document)
            .replaceAll(found -> found.group().charAt(0) < ' '
                ? found.group() // between tokens: within texts JSON has them escaped
                : escaped(found.group().codePointAt(0)));
  }

  /**
   * Whether a character is fit to be shown.
   *
   * @param point a code point
   * @return false for what {@link #line(String)} takes out
   */
  public static boolean isFit(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.UNASSIGNED,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR -> false;
      default -> true;
    };
  }

  private static String escaped(int point) {
    if (point < FIRST_BEYOND_BMP) {
      return String.format("\\\\u%04x", point);
    }
    return String.format(
        "\\\\u%04x\\\\u%04x",
        (int) Character.highSurrogate(point), (int) Character.lowSurrogate(point));
  }

  /** The first chars, without half a surrogate pair at the end. */
  private static String beginning(String text, int most) {
    boolean splits = Character.isHighSurrogate(text.charAt(most - 1))
        && Character.isLowSurrogate(text.charAt(most));
    return text.substring(0, splits ? most - 1 : most);
  }

  /** Asked first because nearly all text is. */
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~') {
        return false;
      }
    }
    return true;
  }
}
