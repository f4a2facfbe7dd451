package org.carbonaware.report.html;

import java.util.List;
import org.carbonaware.energy.EnergyReading.Scope;
import org.carbonaware.ledger.RunAccount;
import org.carbonaware.ledger.RunAccount.ComponentTotal;
import org.carbonaware.report.chart.Markup;
import org.carbonaware.report.html.Table.Cell;
import org.carbonaware.report.html.Table.Column;

/** What was metered, and how. */
record Components(RunAccount run) implements Section {
  private static final int SHOWN_AT_EACH_END = 40;

  @Override
  public void writeTo(Markup page) {
    List<ComponentTotal> components = run.components();
    if (components.isEmpty()) {
      Words.nothing(page, "components", "Components", "No component was metered.");
      return;
    }
    Words.begin(page, "components", "Components");
    Table table = new Table(
        page,
        "What was metered and how each figure was obtained",
        Column.text("Component"),
        Column.text("How"),
        Column.text("Whose energy"),
        Column.number("Time read"),
        Column.number("Training"),
        Column.number("In pauses"),
        Column.number("Energy"));
    Ends<ComponentTotal> ends = Ends.of(components, SHOWN_AT_EACH_END, 0);
    ends.first().forEach(component -> row(table, component));
    if (ends.left() > 0) {
      table.note(Figures.count(ends.left(), "component", "components") + " left out");
      ends.last().forEach(component -> row(table, component));
    }
    if (components.size() > 1) {
      double active =
          components.stream().mapToDouble(ComponentTotal::activeJoules).sum();
      double paused =
          components.stream().mapToDouble(ComponentTotal::pausedJoules).sum();
      table.row(
          "total",
          Cell.of("All"),
          Cell.of(""),
          Cell.of(""),
          Cell.of(""),
          Cell.of(Figures.energy(active)),
          Cell.of(Figures.energy(paused)),
          Cell.of(Figures.energy(active + paused)));
    }
    table.end();
    page.close("section");
  }

  private static void row(Table table, ComponentTotal component) {
    table.row(
        page -> {
          page.open("b");
          Words.user(page, component.name());
          page.close("b").text(", " + PowerPicture.name(component.kind()));
          if (!component.device().isEmpty()) {
            page.open("small");
            Words.user(page, component.device());
            page.close("small");
          }
        },
        page -> {
          String method = component.technique().method().label();
          page.text(component.techniqueLabel() + " ");
          Words.tag(page, method, method);
          if (!component.how().isEmpty()) {
            page.open("small");
            Words.user(page, component.how());
            page.close("small");
          }
        },
        Cell.of(whose(component.scope())),
        Cell.of(Figures.percent(component.coverage())),
        Cell.of(Figures.energy(component.activeJoules())),
        Cell.of(Figures.energy(component.pausedJoules())),
        Cell.of(Figures.energy(component.joules())));
  }

  private static String whose(Scope scope) {
    return switch (scope) {
      case DEVICE -> "all of the device";
      case ALLOCATION -> "the part given to this job";
      case PROCESS -> "this process’s share";
    };
  }
}
