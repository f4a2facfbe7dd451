package org.carbonaware.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.carbonaware.cli.terminal.Bar;
import org.carbonaware.cli.terminal.Line;
import org.carbonaware.cli.terminal.Strip;
import org.carbonaware.cli.terminal.Table;
import org.carbonaware.cli.terminal.Table.Column;
import org.carbonaware.cli.terminal.Terminal;
import org.carbonaware.cli.terminal.Tone;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.trace.Trace;
import org.carbonaware.grid.zones.KnownZone;
import org.carbonaware.grid.zones.Zones;
import org.carbonaware.simulate.Course;
import org.carbonaware.simulate.SimulationResult;
import org.carbonaware.simulate.StrategyResult;

/**
 * What a simulation found as bars of characters, and of a single start when each policy ran.
 *
 * @param trace what the grids did
 * @param result what came of it, not empty
 * @param courses when each policy ran in each zone; empty for many starts
 */
record SimulationPicture(Trace trace, SimulationResult result, Map<Zone, List<Course>> courses) {
  private static final int MOST_ZONES = 4;
  private static final int LONGEST_BAR = 60;
  private static final int SHORTEST_BAR = 8;
  private static final int FIGURES = 2 + 2 + 2 + 6 + 2 + 6 + 2; // and the gaps between them

  /** The pictures, below the table of a simulation. */
  List<Line> lines(Terminal terminal) {
    List<Line> lines = new ArrayList<>();
    courses.entrySet().stream()
        .filter(zone -> !zone.getValue().isEmpty())
        .limit(MOST_ZONES)
        .forEach(zone -> {
          lines.add(Line.empty());
          lines.addAll(strip(trace.series(zone.getKey()), zone.getValue(), terminal));
        });
    lines.add(Line.empty());
    lines.addAll(bars(terminal));
    return lines;
  }

  private List<Line> bars(Terminal terminal) {
    double possible = Math.max(0, result.mean().get(0).optimalSavingPercent());
    double most = possible;
    for (StrategyResult each : result.mean()) {
      most = Math.max(most, each.savingPercent());
    }
    int names =
        result.mean().stream().mapToInt(each -> each.strategy().length()).max().orElse(0);
    int width = Math.min(LONGEST_BAR, terminal.width() - FIGURES - names);
    List<Column> columns = new ArrayList<>(List.of(
        Column.number("", ""),
        Column.words("policy"),
        Column.number("saved", "%"),
        Column.number("kept", "%")));
    if (width >= SHORTEST_BAR) {
      columns.add(Column.words(""));
    }
    Table table = Table.of(columns.toArray(Column[]::new));
    for (int i = 0; i < result.mean().size(); i++) {
      StrategyResult each = result.mean().get(i);
      double kept = each.keptPercent().orElse(Double.NaN);
      List<Line> row = new ArrayList<>(List.of(
          Line.of(Integer.toString(i + 1), Tone.MUTED),
          Line.of(each.strategy()),
          Line.of(number(each.savingPercent())),
          Line.of(Double.isNaN(kept) ? "-" : number(kept))));
      if (width >= SHORTEST_BAR) {
        row.add(Bar.of(each.savingPercent(), most, width, tone(kept), terminal));
      }
      table = table.row(row.toArray(Line[]::new));
    }
    List<Line> lines = new ArrayList<>(table.lines(terminal));
    String text = String.format(Locale.ROOT, "at most %.1f %% could be saved", possible)
        + (width >= SHORTEST_BAR ? "; who saves nothing has no bar" : "");
    lines.addAll(Line.of(text, Tone.MUTED).wrappedTo(terminal.width()));
    return lines;
  }

  private static Tone tone(double kept) {
    return kept >= 75 ? Tone.LOW : kept >= 25 ? Tone.MODERATE : Tone.HIGH;
  }

  private static String number(double value) {
    String text = String.format(Locale.ROOT, "%.1f", value);
    return text.equals("-0.0") ? "0.0" : text;
  }

  private static List<Line> strip(IntensitySeries series, List<Course> ran, Terminal terminal) {
    Instant from = ran.get(0).start();
    IntensitySeries within = series.between(from, ran.get(0).deadline());
    ZoneId local = Zones.find(series.zone()).map(KnownZone::timeZone).orElse(ZoneId.of("UTC"));
    Strip strip = Strip.of(within.start(), within.step(), within.toArray(), local);
    for (int i = 0; i < ran.size(); i++) {
      Course course = ran.get(i);
      strip = strip.band(
          "run " + (i + 1), step -> runs(course, middle(within.startOf(step), within.step())));
    }
    List<Line> lines = new ArrayList<>();
    lines.addAll(Line.of(series.zone().key(), Tone.STRONG)
        .plus(", gCO2e/kWh, and when each policy below ran", Tone.MUTED)
        .wrappedTo(terminal.width()));
    lines.addAll(strip.lines(terminal));
    return lines;
  }

  private static Instant middle(Instant start, Duration step) {
    return start.plus(step.dividedBy(2));
  }

  private static boolean runs(Course course, Instant at) {
    return course.stretches().stream()
        .anyMatch(stretch ->
            stretch.running() && !at.isBefore(stretch.from()) && at.isBefore(stretch.to()));
  }
}
