package org.carbonaware.report.html;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.carbonaware.ledger.RunAccount;
import org.carbonaware.ledger.RunAccount.EpochTotal;
import org.carbonaware.report.chart.Bands;
import org.carbonaware.report.chart.Bands.Band;
import org.carbonaware.report.chart.Bars;
import org.carbonaware.report.chart.Chart;
import org.carbonaware.report.chart.Markup;
import org.carbonaware.report.chart.Scale;
import org.carbonaware.report.html.Table.Cell;
import org.carbonaware.report.html.Table.Column;

/** Emissions and energy by epoch; several in one where there are many. */
record Epochs(RunAccount run) implements Section {
  private static final int MOST = 120;
  private static final int FEWEST_PLACES = 8; // so that a bar stays a bar

  @Override
  public void writeTo(Markup page) {
    List<EpochTotal> epochs = beforeTheEnd();
    if (epochs.isEmpty()) {
      Words.nothing(page, "epochs", "Epochs", "The training told of no epochs.");
      return;
    }
    List<Group> groups = groups(epochs);
    Words.begin(page, "epochs", "Epochs");
    String mean = mean(epochs);
    page.element(
        "p",
        mean
            + (groups.size() < epochs.size()
                ? "; up to " + Figures.count(groups.get(0).count()) + " are drawn as one."
                : "."),
        "class",
        "lead");
    page.open("figure").open("ul", "class", "legend");
    Words.key(page, "area while-run", "", "while training");
    Words.key(page, "area while-pause", "", "in pauses");
    page.close("ul");
    chart(page, groups, mean);
    page.close("figure");
    page.open("details").element("summary", "Table of epochs");
    table(page, groups, run.epochs().subList(epochs.size(), run.epochs().size()));
    page.close("details").close("section");
  }

  /** All but what is booked after the last epoch of a complete run, which is no epoch. */
  private List<EpochTotal> beforeTheEnd() {
    List<EpochTotal> all = run.epochs();
    boolean more = run.summary().complete()
        && all.size() > 1
        && all.get(all.size() - 1).epoch() == run.summary().epochs();
    return more ? all.subList(0, all.size() - 1) : all;
  }

  /** Of the epochs that were ended; what follows is no full one. */
  private String mean(List<EpochTotal> epochs) {
    long ended = run.summary().epochs();
    if (ended == 0) {
      return "No epoch was ended";
    }
    double grams = 0;
    double joules = 0;
    for (EpochTotal epoch : epochs) {
      if (epoch.epoch() < ended) {
        grams += epoch.grams();
        joules += epoch.joules();
      }
    }
    return Figures.grams(grams / ended) + " and " + Figures.energy(joules / ended)
        + " an epoch on average";
  }

  /** Epochs that are told as one. */
  private record Group(EpochTotal total, long last, int count) {
    String name() {
      return last == total.epoch()
          ? Figures.count(last)
          : Figures.count(total.epoch()) + " to " + Figures.count(last);
    }
  }

  private static List<Group> groups(List<EpochTotal> epochs) {
    int size = (epochs.size() + MOST - 1) / MOST;
    List<Group> groups = new ArrayList<>();
    for (int from = 0; from < epochs.size(); from += size) {
      List<EpochTotal> some = epochs.subList(from, Math.min(epochs.size(), from + size));
      EpochTotal sum = new EpochTotal(
          some.get(0).epoch(),
          some.stream().map(EpochTotal::time).reduce(Duration.ZERO, Duration::plus),
          some.stream().mapToDouble(EpochTotal::activeJoules).sum(),
          some.stream().mapToDouble(EpochTotal::pausedJoules).sum(),
          some.stream().mapToDouble(EpochTotal::grams).sum());
      groups.add(new Group(sum, some.get(some.size() - 1).epoch(), some.size()));
    }
    return groups;
  }

  private static void chart(Markup page, List<Group> groups, String mean) {
    double greatest = groups.stream()
        .mapToDouble(group -> group.total().joules())
        .filter(joules -> joules < 1e18)
        .max()
        .orElse(0);
    Figures.Unit unit = Figures.Unit.wattHours(greatest / Figures.JOULES_PER_WATT_HOUR);
    double size = unit.size() * Figures.JOULES_PER_WATT_HOUR;
    Scale scale = Scale.linear(0, Math.max(0.01, greatest / size), 4);
    int places = Math.max(FEWEST_PLACES, groups.size());
    Bars bars = new Bars(places);
    double[] active = new double[places];
    double[] paused = new double[places];
    List<Band> readOuts = new ArrayList<>();
    for (int i = 0; i < groups.size(); i++) {
      EpochTotal total = groups.get(i).total();
      active[i] = total.activeJoules() / size;
      paused[i] = total.pausedJoules() / size;
      String text = "epoch " + groups.get(i).name() + ": " + Figures.energy(total.joules()) + ", "
          + Figures.grams(total.grams());
      readOuts.add(new Band((double) i / places, (double) (i + 1) / places, "read-out", text));
    }
    List<String> names =
        groups.stream().map(group -> Figures.count(group.total().epoch())).toList();
    new Chart("epochsChart", "Energy by epoch", "Energy by epoch: " + mean + ".", 120)
        .horizontal(bars.ticks(names, 16), bars.ticks(names, 6))
        .vertical(scale, unit.name())
        .add(bars.stacked(scale, List.of("while-run", "while-pause"), List.of(active, paused)))
        .add(new Bands(readOuts))
        .writeTo(page);
  }

  private static void table(Markup page, List<Group> groups, List<EpochTotal> after) {
    Table table = new Table(
        page,
        "Energy and emissions by epoch, counted from 0",
        Column.number("Epoch"),
        Column.number("Metered time"),
        Column.number("Training"),
        Column.number("In pauses"),
        Column.number("CO₂e"));
    groups.forEach(group -> row(table, group.name(), group.total()));
    after.forEach(rest -> row(table, "after the last", rest));
    table.end();
  }

  private static void row(Table table, String name, EpochTotal total) {
    table.row(
        Cell.of(name),
        Cell.of(Figures.duration(total.time())),
        Cell.of(Figures.energy(total.activeJoules())),
        Cell.of(Figures.energy(total.pausedJoules())),
        Cell.of(Figures.mass(total.grams())));
  }
}
