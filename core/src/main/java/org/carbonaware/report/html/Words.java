package org.carbonaware.report.html;

import java.util.List;
import org.carbonaware.report.chart.Markup;

/** Text that others supplied, and pieces of the page that recur. */
final class Words {
  private static final int LONGEST = 400;

  private Words() {}

  /** On one line, and cut where it is longer than a page has room for. */
  static String clean(String text) {
    String shorter = text.length() > 4 * LONGEST ? text.substring(0, 4 * LONGEST) : text;
    String line = shorter.replaceAll("[\\s\u0085\u2028\u2029]+", " ").strip();
    if (line.codePointCount(0, line.length()) <= LONGEST && shorter.length() == text.length()) {
      return line;
    }
    int points = Math.min(LONGEST, line.codePointCount(0, line.length()));
    return line.substring(0, line.offsetByCodePoints(0, points)) + " …";
  }

  /** Writes it so that its direction stays its own. */
  static void user(Markup page, String text) {
    page.element("bdi", clean(text));
  }

  /** Several, as a list a person reads. */
  static String joined(List<String> words) {
    List<String> shown = words.stream().limit(12).map(Words::clean).toList();
    String more = words.size() > 12 ? " and " + Figures.count(words.size() - 12) + " more" : "";
    if (shown.size() < 2 || !more.isEmpty()) {
      return String.join(", ", shown) + more;
    }
    return String.join(", ", shown.subList(0, shown.size() - 1)) + " and "
        + shown.get(shown.size() - 1);
  }

  /** How a figure is known, or which state something is in: a small label. */
  static void tag(Markup page, String text, String style) {
    page.element("span", text, "class", "tag " + style);
  }

  /** How a figure is known, such as {@code measured} or {@code stale forecast}, as a label. */
  static void known(Markup page, String word) {
    String last = word.substring(word.lastIndexOf(' ') + 1);
    tag(page, clean(word), last.matches("[a-z]{1,20}") ? last : "");
  }

  /** An item of a legend: a swatch that looks like what it names. */
  static void key(Markup page, String style, String shape, String name) {
    page.open("li");
    page.open("svg", "class", "swatch", "aria-hidden", "true", "width", "20", "height", "12");
    if (shape.equals("line")) {
      page.empty("line", "class", style, "x1", "0", "x2", "20", "y1", "6", "y2", "6");
    } else {
      page.empty("rect", "class", style, "width", "20", "height", "12", "rx", "2");
    }
    page.close("svg").element("span", name).close("li");
  }

  /** Begins a section with its heading. */
  static void begin(Markup page, String id, String heading) {
    page.open("section", "id", id, "aria-labelledby", id + "-heading");
    page.element("h2", heading, "id", id + "-heading");
  }

  /** A section with nothing to show, and why. */
  static void nothing(Markup page, String id, String heading, String why) {
    begin(page, id, heading);
    page.element("p", why, "class", "none").close("section");
  }
}
