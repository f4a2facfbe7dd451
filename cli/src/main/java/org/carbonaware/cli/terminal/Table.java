package org.carbonaware.cli.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A table for people: titles, units below them, rows. If it is too wide for a terminal, its columns
 * of free text are cut, and at last its lines; files and pipes get all of it. Immutable.
 */
public final class Table {
  private static final String GAP = "  ";
  private static final int SHORTEST_TEXT = 6;

  private final List<Column> columns;
  private final List<List<Line>> rows;

  /** How a column is set. */
  public enum Kind {
    /** Words, to the left. */
    WORDS,
    /** Numbers, to the right. */
    NUMBER,
    /** Free text, to the left; may be cut. */
    TEXT
  }

  /**
   * A column.
   *
   * @param title what it holds, in a word or two
   * @param unit the unit of its numbers, empty if it has none
   * @param kind how it is set
   */
  public record Column(String title, String unit, Kind kind) {
    /**
     * A column of words.
     *
     * @param title what it holds
     * @return a column to the left
     */
    public static Column words(String title) {
      return new Column(title, "", Kind.WORDS);
    }

    /**
     * A column of numbers.
     *
     * @param title what it holds
     * @param unit their unit, empty if they have none
     * @return a column to the right
     */
    public static Column number(String title, String unit) {
      return new Column(title, unit, Kind.NUMBER);
    }

    /**
     * A column of free text.
     *
     * @param title what it holds
     * @return a column to the left that is cut where the table is too wide
     */
    public static Column text(String title) {
      return new Column(title, "", Kind.TEXT);
    }
  }

  private Table(List<Column> columns, List<List<Line>> rows) {
    this.columns = columns;
    this.rows = rows;
  }

  /**
   * A table without rows.
   *
   * @param columns its columns, one or more
   * @return the table
   */
  public static Table of(Column... columns) {
    return new Table(List.of(columns), List.of());
  }

  /**
   * This table with one row more.
   *
   * @param cells a cell for each column
   * @return the longer table
   * @throws IllegalArgumentException if there are more or fewer cells than columns
   */
  public Table row(Line... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(
          "a row of " + cells.length + " cells, expected " + columns.size());
    }
    List<List<Line>> more = new ArrayList<>(rows);
    more.add(List.of(cells));
    return new Table(columns, List.copyOf(more));
  }

  /**
   * The table as lines.
   *
   * @param terminal where it is shown
   * @return titles, units if there are any, rows
   */
  public List<Line> lines(Terminal terminal) {
    List<List<Line>> all = new ArrayList<>();
    all.add(columns.stream().map(column -> Line.of(column.title, Tone.STRONG)).toList());
    if (columns.stream().anyMatch(column -> !column.unit.isEmpty())) {
      all.add(columns.stream().map(column -> Line.of(column.unit, Tone.MUTED)).toList());
    }
    all.addAll(rows);
    int[] widths = IntStream.range(0, columns.size())
        .map(c -> all.stream().mapToInt(row -> row.get(c).width()).max().orElse(0))
        .toArray();
    if (terminal.interactive()) {
      shorten(widths, terminal.width());
    }
    return all.stream().map(row -> line(row, widths, terminal)).toList();
  }

  /** Takes what is too much from the longest text, column by column. */
  private void shorten(int[] widths, int most) {
    int excess = Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1) - most;
    for (; excess > 0; excess--) {
      int longest = IntStream.range(0, widths.length)
          .filter(c -> columns.get(c).kind == Kind.TEXT && widths[c] > SHORTEST_TEXT)
          .reduce(-1, (a, b) -> a >= 0 && widths[a] >= widths[b] ? a : b);
      if (longest < 0) {
        return;
      }
      widths[longest]--;
    }
  }

  private Line line(List<Line> row, int[] widths, Terminal terminal) {
    Line line = Line.empty();
    for (int c = 0; c < widths.length; c++) {
      Line cell = row.get(c).cutTo(Math.max(1, widths[c]), terminal);
      boolean right = columns.get(c).kind == Kind.NUMBER;
      line = line.plus(c == 0 ? "" : GAP)
          .plus(right ? cell.rightIn(widths[c]) : cell.leftIn(widths[c]));
    }
    return terminal.interactive() ? line.cutTo(terminal.width(), terminal) : line;
  }
}
