package org.carbonaware.cli;

import static java.time.ZoneOffset.UTC;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.carbonaware.cli.terminal.Fan;
import org.carbonaware.cli.terminal.Levels;
import org.carbonaware.cli.terminal.Line;
import org.carbonaware.cli.terminal.Terminal;
import org.carbonaware.cli.terminal.Tone;
import org.carbonaware.forecast.Forecast;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.zones.KnownZone;
import org.carbonaware.grid.zones.Zones;
import org.carbonaware.report.html.ForecastPage;

/**
 * A forecast for people and for programs.
 *
 * @param forecast the forecast
 * @param history what it was made from
 * @param hours how many hours of it to show
 * @param best when to run, if that was asked
 */
record ForecastView(
    Forecast forecast, IntensitySeries history, int hours, Optional<CleanestWindow> best) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm", Locale.ROOT);
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ROOT);
  private static final int LONGEST_BAR = 11;

  /** One zone's document, or one of all. */
  static ObjectNode document(List<ForecastView> views) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("schema", "carbon-aware/forecast/v1");
    if (views.size() == 1) {
      views.get(0).putInto(document);
    } else {
      ArrayNode all = document.putArray("forecasts");
      views.forEach(view -> view.putInto(all.addObject()));
    }
    return document;
  }

  private void putInto(ObjectNode node) {
    IntensitySeries mean = forecast.mean();
    node.put("zone", mean.zone().key()).put("issuedAt", forecast.issuedAt().toString());
    node.put("model", forecast.model()).put("basis", mean.basis().label());
    node.put("stepSeconds", mean.step().toSeconds());
    ArrayNode points = node.putArray("points");
    for (int i = 0; i < shown(); i++) {
      ObjectNode point = points.addObject();
      point.put("start", mean.startOf(i).toString()).put("gramsPerKwh", mean.gramsPerKwh(i));
      putOrNull(point, "p10", forecast.p10(), i);
      putOrNull(point, "p90", forecast.p90(), i);
    }
    best.ifPresent(window -> node.putObject("best")
        .put("start", window.start().toString())
        .put("end", window.end().toString())
        .put("meanGramsPerKwh", window.meanGramsPerKwh())
        .put("savingPercentVsNow", window.savingPercentVsNow()));
  }

  private static void putOrNull(
      ObjectNode node, String name, Optional<IntensitySeries> series, int index) {
    series.ifPresentOrElse(
        some -> node.put(name, some.gramsPerKwh(index)), () -> node.putNull(name));
  }

  private int shown() {
    Instant end = forecast.issuedAt().plus(Duration.ofHours(hours));
    return Math.min(forecast.mean().size(), forecast.mean().indexOf(end.minusNanos(1)) + 1);
  }

  /** A table with a bar for each step, no wider than 80 columns. */
  List<String> lines() {
    IntensitySeries mean = forecast.mean();
    ZoneId local = Zones.find(mean.zone()).map(KnownZone::timeZone).orElse(ZoneId.of("UTC"));
    List<String> lines = new ArrayList<>();
    lines.add(mean.zone() + ", " + mean.basis().label() + ", gCO2e/kWh");
    lines.add("as " + forecast.model() + " expects it at "
        + TIME.format(forecast.issuedAt().atOffset(UTC)) + " UTC");
    lines.add("");
    String row = "%-20s  %-9s  %8s  %13s  %-8s  %s";
    lines.add(line(row, "UTC", "local", "expected", "4 in 5 within", "level", ""));
    double most = Arrays.stream(mean.toArray()).limit(shown()).max().orElseThrow();
    Optional<Levels> levels = levels();
    for (int i = 0; i < shown(); i++) {
      Instant start = mean.startOf(i);
      double value = mean.gramsPerKwh(i);
      lines.add(line(
          row,
          TIME.format(start.atOffset(UTC)),
          CLOCK.format(start.atZone(local)),
          grams(value),
          within(i),
          levels.map(known -> known.of(value).label()).orElse("-"),
          "#".repeat(most > 0 ? (int) Math.round(LONGEST_BAR * value / most) : 0)));
    }
    lines.add("");
    lines.add("local: " + local);
    lines.add(levels.isPresent() ? RecentLevels.MEANING : RecentLevels.UNKNOWN);
    best.ifPresent(window -> lines.addAll(sentence(window, local)));
    return lines;
  }

  /** What {@link #lines} tells, as a fan of characters. */
  List<Line> picture(Terminal terminal) {
    IntensitySeries mean = forecast.mean();
    ZoneId local = Zones.find(mean.zone()).map(KnownZone::timeZone).orElse(ZoneId.of("UTC"));
    List<Line> lines = new ArrayList<>();
    lines.add(Line.of(mean.zone().key(), Tone.STRONG)
        .plus(", " + mean.basis().label() + ", gCO2e/kWh", Tone.MUTED));
    lines.add(Line.of(
        "as " + forecast.model() + " expects it at "
            + TIME.format(forecast.issuedAt().atOffset(UTC)) + " UTC",
        Tone.MUTED));
    lines.add(Line.empty());
    Fan fan = Fan.of(mean.startOf(0), mean.step(), first(mean), local);
    if (forecast.p10().isPresent() && forecast.p90().isPresent()) {
      fan = fan.within(first(forecast.p10().get()), first(forecast.p90().get()));
    }
    if (best.isPresent()) {
      CleanestWindow window = best.get();
      fan = fan.band(
          "best",
          step -> mean.startOf(step).isBefore(window.end())
              && mean.startOf(step + 1).isAfter(window.start()));
    }
    lines.addAll(fan.lines(terminal));
    lines.add(Line.empty());
    lines.addAll(extremes(local));
    best.ifPresent(window -> sentence(window, local).forEach(text -> lines.add(Line.of(text))));
    lines.add(
        Line.of(levels().isPresent() ? RecentLevels.MEANING : RecentLevels.UNKNOWN, Tone.MUTED));
    return lines.stream()
        .flatMap(line -> line.width() <= terminal.width()
            ? Stream.of(line)
            : line.wrappedTo(terminal.width()).stream())
        .toList();
  }

  private double[] first(IntensitySeries series) {
    return Arrays.copyOf(series.toArray(), shown());
  }

  /** The cleanest and the dirtiest step, in words. */
  private List<Line> extremes(ZoneId local) {
    double[] values = first(forecast.mean());
    int low = 0;
    int high = 0;
    for (int i = 1; i < values.length; i++) {
      low = values[i] < values[low] ? i : low;
      high = values[i] > values[high] ? i : high;
    }
    return List.of(
        extreme("cleanest: ", low, values[low], local),
        extreme("dirtiest: ", high, values[high], local));
  }

  private Line extreme(String what, int step, double value, ZoneId local) {
    Instant start = forecast.mean().startOf(step);
    Line line = Line.of(what, Tone.MUTED).plus(grams(value) + " gCO2e/kWh");
    return levels()
        .map(known -> known.of(value))
        .map(level -> line.plus(" (").plus(level.label(), level).plus(")"))
        .orElse(line)
        .plus(", " + TIME.format(start.atOffset(UTC)) + " UTC (" + CLOCK.format(start.atZone(local))
            + " local)");
  }

  /** What a page shows of it. */
  ForecastPage.Outlook outlook() {
    Optional<Levels> levels = levels();
    return new ForecastPage.Outlook(
        forecast,
        history,
        Duration.ofHours(hours),
        best.map(window -> new ForecastPage.Window(
            window.start(), window.end(), window.meanGramsPerKwh(), window.nowGramsPerKwh())),
        levels.map(known -> OptionalDouble.of(known.low())).orElse(OptionalDouble.empty()),
        levels.map(known -> OptionalDouble.of(known.high())).orElse(OptionalDouble.empty()));
  }

  private String within(int index) {
    return forecast
        .p10()
        .flatMap(low -> forecast
            .p90()
            .map(high -> grams(low.gramsPerKwh(index)) + " to " + grams(high.gramsPerKwh(index))))
        .orElse("not known");
  }

  // Some grids have a few grams.
  private static String grams(double value) {
    return line(value < 9.95 ? "%.1f" : "%.0f", value);
  }

  /** What is low and high for the zone; empty where too little of its past is known. */
  private Optional<Levels> levels() {
    return RecentLevels.of(history, forecast.issuedAt());
  }

  private List<String> sentence(CleanestWindow window, ZoneId local) {
    Duration length = Duration.between(window.start(), window.end());
    String until = (length.toDays() < 6 ? CLOCK : TIME).format(window.end().atOffset(UTC));
    String what = "cleanest " + DurationConverter.shortText(length) + ": ";
    if (!window.start().isAfter(forecast.issuedAt())) {
      return List.of(
          what + "now, until " + until + " UTC",
          "  " + grams(window.meanGramsPerKwh()) + " gCO2e/kWh; no later start is cleaner");
    }
    return List.of(
        what + TIME.format(window.start().atOffset(UTC)) + " to " + until + " UTC ("
            + CLOCK.format(window.start().atZone(local)) + " local)",
        line(
            "  %s gCO2e/kWh, %.1f %% less than %s when started now",
            grams(window.meanGramsPerKwh()),
            window.savingPercentVsNow(),
            grams(window.nowGramsPerKwh())));
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values).stripTrailing();
  }
}
