package org.carbonaware.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Comma-separated values by RFC 4180. */
final class Csv {
  private Csv() {}

  /**
   * A row as it stands in a file.
   *
   * @param cells its cells, without quotes
   * @param start where it begins
   * @param end where the next one begins
   */
  record Row(List<String> cells, int start, int end) {}

  /** A row without the end of its line. */
  static String row(List<String> cells) {
    return cells.stream().map(Csv::quoted).collect(Collectors.joining(","));
  }

  private static String quoted(String cell) {
    return cell.matches("(?s).*[\",\r\n].*") || !cell.equals(cell.strip())
        ? '"' + cell.replace("\"", "\"\"") + '"'
        : cell;
  }

  /**
   * A cell of free text: on one line, and with an apostrophe before what a spreadsheet would take
   * for a formula.
   */
  static String text(String text) {
    String plain = TextLines.plain(text);
    return plain.matches("(?s)[=+\\-@＝＋－＠].*") ? "'" + plain : plain;
  }

  /** A number without an exponent, in full; an empty cell if it is none. */
  static String number(double value) {
    if (!Double.isFinite(value)) {
      return "";
    }
    BigDecimal exact = BigDecimal.valueOf(value);
    return exact.signum() == 0 ? "0" : exact.stripTrailingZeros().toPlainString();
  }

  /** All rows; empty lines are none. A quote that is never closed goes to the end. */
  static List<Row> parse(String text) {
    List<Row> rows = new ArrayList<>();
    for (int at = 0; at < text.length(); ) {
      Row row = rowAt(text, at);
      if (!row.cells().equals(List.of(""))) {
        rows.add(row);
      }
      at = row.end();
    }
    return rows;
  }

  private static Row rowAt(String text, int start) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    int at = start;
    for (; at < text.length(); at++) {
      char each = text.charAt(at);
      if (quoted) {
        if (each != '"') {
          cell.append(each);
        } else if (at + 1 < text.length() && text.charAt(at + 1) == '"') {
          cell.append('"');
          at++;
        } else {
          quoted = false;
        }
      } else if (each == '"' && cell.isEmpty()) {
        quoted = true;
      } else if (each == ',') {
        cells.add(cell.toString());
        cell.setLength(0);
      } else if (each == '\n') {
        at++;
        break;
      } else if (each != '\r') {
        cell.append(each);
      }
    }
    cells.add(cell.toString());
    return new Row(List.copyOf(cells), start, at);
  }
}
