package org.carbonaware.report;

import java.util.List;
import java.util.stream.Collectors;

/** Text and tables in Markdown. */
final class Markdown {
  private final StringBuilder text = new StringBuilder();

  /** A text that shows as it is, on one line: no markup, no HTML, no end of a table's cell. */
  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    for (char each : TextLines.plain(text).toCharArray()) {
      switch (each) {
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '&' -> escaped.append("&amp;");
        case '\\', '`', '*', '_', '[', ']', '|', '~', '#', '$' ->
          escaped.append('\\').append(each);
        default -> escaped.append(each);
      }
    }
    return escaped.toString();
  }

  Markdown heading(int level, String title) {
    text.append("#".repeat(level)).append(' ').append(escaped(title)).append("\n\n");
    return this;
  }

  Markdown paragraph(String sentences) {
    text.append(escaped(sentences)).append("\n\n");
    return this;
  }

  Markdown list(List<String> items) {
    if (!items.isEmpty()) {
      items.forEach(item -> text.append("- ").append(escaped(item)).append('\n'));
      text.append('\n');
    }
    return this;
  }

  Markdown quote(String sentence) {
    text.append("> ").append(escaped(sentence)).append("\n\n");
    return this;
  }

  /** A table; a colon behind a heading puts its column to the right. */
  Markdown table(List<String> headings, List<List<String>> rows) {
    row(headings.stream().map(each -> each.replaceAll(":$", "")).toList());
    text.append(headings.stream()
        .map(each -> each.endsWith(":") ? "---:" : "---")
        .collect(Collectors.joining(" | ", "| ", " |\n")));
    rows.forEach(this::row);
    text.append('\n');
    return this;
  }

  private void row(List<String> cells) {
    text.append(
        cells.stream().map(Markdown::escaped).collect(Collectors.joining(" | ", "| ", " |\n")));
  }

  /** What can be unfolded. */
  Markdown details(String summary, Runnable content) {
    text.append("<details><summary>").append(escaped(summary)).append("</summary>\n\n");
    content.run();
    text.append("</details>\n\n");
    return this;
  }

  @Override
  public String toString() {
    return text.toString().stripTrailing() + "\n";
  }
}
