package org.carbonaware.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.carbonaware.text.Printable;

/** Tables of text for people. */
final class Columns {
  private static final int WIDTH = 80;

  private Columns() {}

  /** Rows of equal length under each other: the first columns to the left, numbers to the right. */
  static List<String> aligned(List<List<String>> cells, int toTheLeft) {
    List<List<String>> rows =
        cells.stream().map(row -> row.stream().map(Printable::line).toList()).toList();
    int[] widths = IntStream.range(0, rows.get(0).size())
        .map(column ->
            rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0))
        .toArray();
    return rows.stream()
        .map(row -> IntStream.range(0, widths.length)
            .mapToObj(column -> padded(row.get(column), widths[column], column < toTheLeft))
            .collect(Collectors.joining("  "))
            .stripTrailing())
        .toList();
  }

  private static String padded(String text, int width, boolean toTheLeft) {
    String space = " ".repeat(width - text.length());
    return toTheLeft ? text + space : space + text;
  }

  /** A text in lines of 80 columns, broken at spaces; all but the first are indented. */
  static List<String> wrapped(String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (line.length() > 0 && line.length() + 1 + word.length() > WIDTH) {
        lines.add(line.toString());
        line.setLength(0);
        line.append(' ');
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
