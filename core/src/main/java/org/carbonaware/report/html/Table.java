package org.carbonaware.report.html;

import java.util.List;
import org.carbonaware.report.chart.Markup;

/**
 * A table whose rows become cards where the page is narrow; roles are written out since they would
 * be lost then.
 */
final class Table {
  private final Markup page;
  private final List<Column> columns;

  Table(Markup page, String caption, Column... columns) {
    this.page = page;
    this.columns = List.of(columns);
    page.open("table", "role", "table");
    page.element("caption", caption);
    page.open("thead", "role", "rowgroup").open("tr", "role", "row");
    for (Column column : this.columns) {
      page.element(
          "th", column.head, "scope", "col", "role", "columnheader", "class", column.style());
    }
    page.close("tr").close("thead").open("tbody", "role", "rowgroup");
  }

  /** A column and how its cells are aligned. */
  record Column(String head, String style) {
    static Column text(String head) {
      return new Column(head, "words");
    }

    static Column number(String head) {
      return new Column(head, "number");
    }

    /** Of points in time, which are not broken. */
    static Column moment(String head) {
      return new Column(head, "words moment");
    }
  }

  /** What a cell holds. */
  @FunctionalInterface
  interface Cell {
    void writeTo(Markup page);

    static Cell of(String text) {
      return page -> page.text(text);
    }

    static Cell user(String text) {
      return page -> Words.user(page, text);
    }
  }

  Table row(Cell... cells) {
    return row("", cells);
  }

  Table row(String style, Cell... cells) {
    page.open("tr", "role", "row", "class", style);
    for (int i = 0; i < cells.length; i++) {
      Column column = columns.get(i);
      page.open("td", "role", "cell", "class", column.style(), "data-label", column.head);
      page.open("span");
      cells[i].writeTo(page);
      page.close("span").close("td");
    }
    page.close("tr");
    return this;
  }

  /** A row over all columns. */
  Table note(String text) {
    page.open("tr", "role", "row", "class", "note");
    page.element("td", text, "role", "cell", "colspan", Integer.toString(columns.size()));
    page.close("tr");
    return this;
  }

  void end() {
    page.close("tbody").close("table");
  }
}
