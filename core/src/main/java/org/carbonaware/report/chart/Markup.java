package org.carbonaware.report.chart;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * Writes HTML that is well-formed XML too. Every text and attribute value is escaped; characters
 * that XML forbids, and those that turn the direction of the text around them, become U+FFFD. Not
 * thread-safe.
 */
public final class Markup {
  /** After their ends a new line begins, which no reader of the page sees. */
  private static final Set<String> BLOCKS = Set.of(
      "head",
      "body",
      "html",
      "header",
      "footer",
      "main",
      "section",
      "nav",
      "div",
      "figure",
      "svg",
      "g",
      "table",
      "thead",
      "tbody",
      "tfoot",
      "tr",
      "ol",
      "ul",
      "li",
      "dl",
      "dd",
      "p",
      "h1",
      "h2",
      "h3",
      "details",
      "summary",
      "caption",
      "figcaption",
      "style");

  private final StringBuilder out = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /** Begins with nothing. */
  public Markup() {}

  /**
   * Begins an element.
   *
   * @param tag its name
   * @param attributes names and values by turns
   * @return this
   */
  public Markup open(String tag, String... attributes) {
    start(tag, attributes);
    out.append('>');
    open.push(tag);
    return this;
  }

  /**
   * Ends an element.
   *
   * @param tag its name
   * @return this
   * @throws IllegalStateException if another element, or none, is the innermost open one
   */
  public Markup close(String tag) {
    if (!tag.equals(open.peek())) {
      throw new IllegalStateException("</" + tag + ">: open is " + open);
    }
    open.pop();
    out.append("</").append(tag).append('>');
    if (BLOCKS.contains(tag)) {
      out.append('\n');
    }
    return this;
  }

  /**
   * Writes an element without content: a void one of HTML or any of SVG.
   *
   * @param tag its name
   * @param attributes names and values by turns
   * @return this
   */
  public Markup empty(String tag, String... attributes) {
    start(tag, attributes);
    out.append("/>");
    return this;
  }

  /**
   * Writes a style sheet, which HTML does not unescape.
   *
   * @param css the style sheet
   * @return this
   * @throws IllegalArgumentException if it has a character that XML would have to escape
   */
  public Markup style(String css) {
    if (css.indexOf('<') >= 0 || css.indexOf('&') >= 0) {
      throw new IllegalArgumentException("a style sheet with < or &: expected one without");
    }
    open("style");
    out.append(css);
    return close("style");
  }

  /**
   * Writes an element that holds a text.
   *
   * @param tag its name
   * @param text the text, not yet escaped
   * @param attributes names and values by turns
   * @return this
   */
  public Markup element(String tag, String text, String... attributes) {
    return open(tag, attributes).text(text).close(tag);
  }

  /**
   * Writes a text.
   *
   * @param text the text, not yet escaped
   * @return this
   */
  public Markup text(String text) {
    escape(text);
    return this;
  }

  /**
   * Everything written.
   *
   * @return the markup
   * @throws IllegalStateException if an element is still open
   */
  @Override
  public String toString() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("still open: " + open);
    }
    return out.toString();
  }

  private void start(String tag, String... attributes) {
    out.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"");
      escape(attributes[i + 1]);
      out.append('"');
    }
  }

  private void escape(String text) {
    for (int i = 0; i < text.length(); ) {
      int character = text.codePointAt(i);
      i += Character.charCount(character);
      switch (character) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.appendCodePoint(allowed(character) ? character : 0xFFFD);
      }
    }
  }

  private static boolean allowed(int character) {
    if (character < 0x20) {
      return character == '\t' || character == '\n' || character == '\r';
    }
    boolean control = character >= 0x7F && character < 0xA0;
    boolean surrogate = character >= 0xD800 && character <= 0xDFFF;
    boolean turnsText = (character >= 0x202A && character <= 0x202E)
        || (character >= 0x2066 && character <= 0x2069);
    boolean noCharacter = (character & 0xFFFE) == 0xFFFE;
    return !control && !surrogate && !turnsText && !noCharacter;
  }
}
