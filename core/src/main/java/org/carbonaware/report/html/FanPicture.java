package org.carbonaware.report.html;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.report.chart.Bands;
import org.carbonaware.report.chart.Bands.Band;
import org.carbonaware.report.chart.Chart;
import org.carbonaware.report.chart.Layer;
import org.carbonaware.report.chart.Markup;
import org.carbonaware.report.chart.Scale;
import org.carbonaware.report.chart.TimeScale;
import org.carbonaware.report.html.ForecastPage.Outlook;
import org.carbonaware.report.html.ForecastPage.Window;
import org.carbonaware.report.html.Table.Cell;
import org.carbonaware.report.html.Table.Column;

/** What a zone's intensity was and is expected to be, and its cleanest time. */
final class FanPicture implements Section {
  private static final int MOST_POINTS = 480;
  private static final int MOST_READ_OUTS = 96;
  private static final int MOST_ROWS = 400;
  private static final Duration LONGEST_PAST = Duration.ofDays(2);
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("EEE d MMM HH:mm", Locale.ENGLISH);

  private final Outlook outlook;
  private final String id;
  private final IntensitySeries past;
  private final IntensitySeries mean;
  private final Optional<IntensitySeries> p10;
  private final Optional<IntensitySeries> p90;
  private final TimeScale time;

  FanPicture(Outlook outlook, String id) {
    this.outlook = outlook;
    this.id = id;
    Instant now = outlook.forecast().issuedAt();
    Duration shown = outlook.shown().compareTo(LONGEST_PAST) < 0 ? outlook.shown() : LONGEST_PAST;
    past = outlook.history().between(now.minus(shown), now);
    mean = outlook.forecast().mean();
    p10 = outlook.forecast().p10();
    p90 = outlook.forecast().p90();
    Instant from = past.size() > 0 && past.start().isBefore(now) ? past.start() : mean.start();
    Instant end = mean.startOf(shown(outlook));
    Instant until = outlook.window().map(Window::end).filter(end::isBefore).orElse(end);
    time = new TimeScale(from, until);
  }

  /** How many steps of a forecast are shown. */
  static int shown(Outlook outlook) {
    IntensitySeries mean = outlook.forecast().mean();
    Instant end = outlook.forecast().issuedAt().plus(outlook.shown());
    return Math.max(1, Math.min(mean.size(), mean.indexOf(end.minusNanos(1)) + 1));
  }

  /** How many steps are drawn: as far as the cleanest time reaches, if that is further. */
  private int drawn() {
    return Math.min(mean.size(), Math.max(1, mean.indexOf(time.to().minusNanos(1)) + 1));
  }

  @Override
  public void writeTo(Markup page) {
    Words.begin(page, id, "What is expected in " + Words.clean(mean.zone().key()));
    page.element(
        "p",
        p10.isPresent()
            ? "Four of five values are expected to lie within the band."
            : "How far it may be off is not known.",
        "class",
        "lead");
    page.open("figure");
    legend(page);
    chart(page);
    page.close("figure").open("details");
    page.element("summary", "Table by step");
    table(page);
    page.close("details").close("section");
  }

  private void legend(Markup page) {
    page.open("ul", "class", "legend");
    if (past.size() > 0) {
      Words.key(page, "line known", "line", "known before");
    }
    Words.key(page, "line expected", "line", "expected");
    if (p10.isPresent()) {
      Words.key(page, "area fan", "", "4 in 5 lie within");
    }
    outlook.window().ifPresent(window -> Words.key(page, "band window", "", "cleanest time"));
    level(outlook.high())
        .ifPresent(
            high -> Words.key(page, "line level", "line", "high above " + Figures.intensity(high)));
    level(outlook.low())
        .ifPresent(low ->
            Words.key(page, "line level low", "line", "low below " + Figures.intensity(low)));
    page.close("ul");
  }

  private static Optional<Double> level(OptionalDouble value) {
    return value.isPresent() ? Optional.of(value.getAsDouble()) : Optional.empty();
  }

  private void chart(Markup page) {
    double[] known = past.toArray();
    double[] expected = upTo(mean);
    double[] low = p10.map(this::upTo).orElse(expected);
    double[] high = p90.map(this::upTo).orElse(expected);
    double most = outlook.high().orElse(0);
    for (double[] values : List.of(known, expected, high)) {
      for (double value : values) {
        most = Math.max(most, Double.isNaN(value) ? 0 : value);
      }
    }
    Scale scale = Scale.linear(0, most, 5);
    Chart chart = new Chart(id + "Chart", "Expected carbon intensity", description(expected), 240)
        .horizontal(time.ticks(9), time.ticks(4))
        .vertical(scale, "g/kWh");
    outlook.window().ifPresent(window -> chart.add(window(window)));
    double[] at = middles(mean, expected.length);
    if (p10.isPresent()) {
      chart.add(Layer.between("fan", thinned(at), shares(scale, low), shares(scale, high)));
    }
    level(outlook.high()).ifPresent(value -> chart.add(level("level", scale, value)));
    level(outlook.low()).ifPresent(value -> chart.add(level("level low", scale, value)));
    if (past.size() > 0) {
      double now = time.share(outlook.forecast().issuedAt());
      chart.add(Layer.line("now", new double[] {now, now}, new double[] {0, 1}));
      chart.add(Layer.line("known", thinned(middles(past, known.length)), shares(scale, known)));
    }
    chart.add(Layer.line("expected", thinned(at), shares(scale, expected)));
    chart.add(readOuts(expected, low, high)).writeTo(page);
  }

  private double[] upTo(IntensitySeries series) {
    double[] values = new double[drawn()];
    for (int i = 0; i < values.length; i++) {
      values[i] = series.gramsPerKwh(i);
    }
    return values;
  }

  private double[] middles(IntensitySeries series, int count) {
    double[] middles = new double[count];
    for (int i = 0; i < count; i++) {
      middles[i] = time.share(series.startOf(i).plus(series.step().dividedBy(2)));
    }
    return middles;
  }

  /** Means of neighbours where there are more points than can be seen. */
  private static double[] thinned(double[] values) {
    int group = (values.length + MOST_POINTS - 1) / MOST_POINTS;
    if (group <= 1) {
      return values;
    }
    double[] means = new double[(values.length + group - 1) / group];
    for (int k = 0; k < means.length; k++) {
      int to = Math.min(values.length, (k + 1) * group);
      for (int i = k * group; i < to; i++) {
        means[k] += values[i] / (to - k * group);
      }
    }
    return means;
  }

  private static double[] shares(Scale scale, double[] values) {
    double[] shares = thinned(values).clone();
    for (int i = 0; i < shares.length; i++) {
      shares[i] = scale.share(shares[i]);
    }
    return shares;
  }

  private static Layer level(String style, Scale scale, double value) {
    double share = scale.share(value);
    return Layer.line(style, new double[] {0, 1}, new double[] {share, share});
  }

  private Bands window(Window window) {
    return new Bands(
        List.of(new Band(time.share(window.start()), time.share(window.end()), "window", "")));
  }

  private String description(double[] expected) {
    double least = Double.MAX_VALUE;
    double most = 0;
    for (double value : expected) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    String window = outlook
        .window()
        .map(it -> " Cleanest from " + ForecastPage.moment(it.start()) + " to "
            + ForecastPage.moment(it.end()) + " UTC.")
        .orElse("");
    return "Carbon intensity of " + Words.clean(mean.zone().key()) + " from "
        + ForecastPage.moment(time.from()) + " to " + ForecastPage.moment(time.to())
        + " UTC: expected between " + Figures.intensity(least) + " and "
        + Figures.intensity(most) + "." + window;
  }

  private Bands readOuts(double[] expected, double[] low, double[] high) {
    List<Band> bands = new ArrayList<>();
    int group = Math.max(1, (expected.length + MOST_READ_OUTS - 1) / MOST_READ_OUTS);
    for (int i = 0; i < expected.length; i += group) {
      Instant from = mean.startOf(i);
      Instant to = mean.startOf(Math.min(expected.length, i + group));
      String range = p10.isEmpty()
          ? ""
          : ", 4 in 5 within " + Figures.number(low[i]) + " to " + Figures.number(high[i]);
      String text = CLOCK.format(from.atOffset(ZoneOffset.UTC)) + " UTC: "
          + Figures.intensity(expected[i]) + range;
      bands.add(new Band(time.share(from), time.share(to), "read-out", text));
    }
    return new Bands(bands);
  }

  private void table(Markup page) {
    int all = drawn();
    Table table = new Table(
        page,
        "Expected intensity of each step" + (all > MOST_ROWS ? ", the first " + MOST_ROWS : ""),
        Column.moment("From (UTC)"),
        Column.number("Expected"),
        Column.number("4 in 5 within"),
        Column.text("Level"));
    for (int i = 0; i < Math.min(all, MOST_ROWS); i++) {
      double value = mean.gramsPerKwh(i);
      int step = i;
      String within = p10.flatMap(low -> p90.map(high -> Figures.number(low.gramsPerKwh(step))
              + " to " + Figures.intensity(high.gramsPerKwh(step))))
          .orElse(Figures.UNKNOWN);
      String level = value < outlook.low().orElse(0)
          ? "low"
          : value > outlook.high().orElse(Double.MAX_VALUE) ? "high" : "moderate";
      table.row(
          Cell.of(CLOCK.format(mean.startOf(i).atOffset(ZoneOffset.UTC))),
          Cell.of(Figures.intensity(value)),
          Cell.of(within),
          Cell.of(outlook.high().isPresent() ? level : ""));
    }
    table.end();
  }
}
