package org.carbonaware.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.carbonaware.text.Printable;

/** Tables of text for people. */
final class Columns {
  /** That of a file or a pipe. */
  static final int USUAL_WIDTH = 80;

  private static final String GAP = "  ";

  private Columns() {}

  /** Rows of equal length under each other: the first columns to the left, numbers to the right. */
  static List<String> aligned(List<List<String>> cells, int toTheLeft) {
    List<List<String>> rows =
        cells.stream().map(row -> row.stream().map(Printable::line).toList()).toList();
    int[] widths = IntStream.range(0, rows.get(0).size())
        .map(column -> widest(rows, column))
        .toArray();
    return rows.stream()
        .map(row -> IntStream.range(0, widths.length)
            .mapToObj(column -> padded(row.get(column), widths[column], column < toTheLeft))
            .collect(Collectors.joining(GAP))
            .stripTrailing())
        .toList();
  }

  private static String padded(String text, int width, boolean toTheLeft) {
    String space = " ".repeat(width - text.length());
    return toTheLeft ? text + space : space + text;
  }

  /** The rows without the columns that can best be missed, as many as it takes to fit. */
  static List<List<String>> fitting(List<List<String>> rows, int width, int... dispensable) {
    List<Integer> kept = new ArrayList<>();
    IntStream.range(0, rows.get(0).size()).forEach(kept::add);
    for (int column : dispensable) {
      int needed =
          kept.stream().mapToInt(each -> widest(rows, each) + GAP.length()).sum();
      if (needed - GAP.length() <= width) {
        break;
      }
      kept.remove(Integer.valueOf(column));
    }
    return rows.stream().map(row -> kept.stream().map(row::get).toList()).toList();
  }

  private static int widest(List<List<String>> rows, int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }

  /** A text in lines of so many columns, broken at spaces; all but the first are indented. */
  static List<String> wrapped(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (line.length() > 0 && line.length() + 1 + word.length() > width) {
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
