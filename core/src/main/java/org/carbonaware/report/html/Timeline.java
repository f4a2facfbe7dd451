package org.carbonaware.report.html;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import org.carbonaware.ledger.RunAccount;
import org.carbonaware.ledger.RunAccount.Slice;
import org.carbonaware.report.chart.Bands;
import org.carbonaware.report.chart.Bands.Band;
import org.carbonaware.report.chart.Chart;
import org.carbonaware.report.chart.Markup;
import org.carbonaware.report.chart.TimeScale;

/** The time axis that all pictures of a run share: its slices and what the run did in them. */
final class Timeline {
  private static final int WIDE_TICKS = 9;
  private static final int NARROW_TICKS = 4;
  private static final int MOST_BANDS = 240;
  private static final int MOST_READ_OUTS = 96;
  private static final double IMPOSSIBLE = 1e15;

  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

  private final Instant start;
  private final TimeScale scale;
  private final List<Slice> slices;
  private final double[] edges;
  private final double[] hours;
  private final boolean precise;
  private final Duration step;

  Timeline(RunAccount run) {
    start = clamped(run.history().start());
    slices = run.history().slices();
    step = run.history().step();
    double step = Math.max(1e-3, seconds(this.step));
    double all = step * slices.size();
    double told = seconds(Duration.between(start, run.summary().endedAt()));
    // the last slice may reach past the end; an end before it or far after it is not to be trusted
    double length = told > all - step && told < all ? told : all;
    scale = new TimeScale(start, after(length));
    edges = new double[slices.size() + 1];
    hours = new double[slices.size()];
    for (int i = 0; i < edges.length; i++) {
      edges[i] = length > 0 ? Math.min(1, i * step / length) : 0;
    }
    for (int i = 0; i < hours.length; i++) {
      hours[i] = Math.max(step * 1e-3, Math.min(step, length - i * step)) / 3600;
    }
    precise = length < 6 * 3600;
  }

  private static Instant clamped(Instant moment) {
    return moment.isBefore(EARLIEST) ? EARLIEST : moment.isAfter(LATEST) ? LATEST : moment;
  }

  private static double seconds(Duration duration) {
    return duration.getSeconds() + duration.getNano() * 1e-9;
  }

  private Instant after(double seconds) {
    return start.plusSeconds((long) seconds).plusNanos((long) (seconds % 1 * 1e9));
  }

  boolean isEmpty() {
    return slices.isEmpty();
  }

  int size() {
    return slices.size();
  }

  /** Where slices begin, and where the last one ends. */
  double[] edges() {
    return edges.clone();
  }

  double share(Instant moment) {
    return scale.share(moment);
  }

  /** A figure of each slice; NaN where it is no figure that can be. */
  double[] each(ToDoubleFunction<Slice> figure) {
    return slices.stream()
        .mapToDouble(figure)
        .map(value -> Math.abs(value) < IMPOSSIBLE ? value : Double.NaN)
        .toArray();
  }

  /** How long a slice is, in hours. */
  double hours(int slice) {
    return hours[slice];
  }

  /** How long a slice is; the last one may be shorter. */
  Duration step() {
    return step;
  }

  /** The share of the time in which it did not run, 0 to 1, as far as is recorded. */
  double idleShare() {
    double idle = 0;
    double all = 0;
    for (int i = 0; i < size(); i++) {
      Slice slice = slices.get(i);
      double not = slice.pausedShare() + slice.awayShare();
      idle += hours[i] * not;
      all += hours[i] * (slice.runningShare() + not);
    }
    return all > 0 ? idle / all : 0;
  }

  /** Whether a stretch passed in no process, for the most part. */
  boolean awayBetween(Instant from, Instant to) {
    double low = share(from);
    double high = share(to);
    double away = 0;
    for (int i = 0; i < size(); i++) {
      double within = Math.min(high, edges[i + 1]) - Math.max(low, edges[i]);
      away += within > 0 ? within * slices.get(i).awayShare() : 0;
    }
    return high > low && away > (high - low) / 2;
  }

  /** The legend of what it did besides running: only what there is to see. */
  void groundKeys(Markup page) {
    List<Band> ground = bands(false);
    key(page, ground, State.PAUSE, "paused in memory");
    key(page, ground, State.AWAY, "away: no process");
  }

  private static void key(Markup page, List<Band> ground, State state, String name) {
    if (ground.stream().anyMatch(band -> band.style().endsWith(state.style()))) {
      Words.key(page, "band " + state.style(), "", name);
    }
  }

  /** A moment in a table: date and time of UTC, with seconds if the run is short. */
  String moment(Instant moment) {
    if (!moment.equals(clamped(moment))) {
      return moment.isBefore(EARLIEST) ? "before all times" : "no end";
    }
    return DateTimeFormatter.ofPattern(precise ? "uuuu-MM-dd HH:mm:ss" : "uuuu-MM-dd HH:mm")
        .format(moment.atOffset(ZoneOffset.UTC));
  }

  /** A stretch of the axis in words. */
  private String stretch(int from, int to) {
    return at(from) + " to " + at(to) + " UTC";
  }

  private String at(int edge) {
    double share = edges[edge];
    double length = seconds(Duration.between(scale.from(), scale.to()));
    Instant moment = after(share * length);
    return DateTimeFormatter.ofPattern(precise ? "HH:mm:ss" : "d MMM HH:mm", Locale.ENGLISH)
        .format(moment.atOffset(ZoneOffset.UTC));
  }

  /** Begins a picture over the time of the run. */
  Chart chart(String id, String title, String description, int height) {
    return new Chart(id, title, description, height)
        .horizontal(scale.ticks(WIDE_TICKS), scale.ticks(NARROW_TICKS));
  }

  /** What the run did, one band behind another. */
  Bands lane() {
    return new Bands(bands(true));
  }

  /** Where it stood still or was away, for the ground of a picture. */
  Bands ground() {
    return new Bands(bands(false));
  }

  /** What a run does in a slice, for the most part. */
  private enum State {
    RUN("running"),
    PAUSE("paused"),
    AWAY("away"),
    UNKNOWN("not recorded");

    private final String word;

    State(String word) {
      this.word = word;
    }

    private String style() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private State state(int from, int to) {
    double run = 0;
    double pause = 0;
    double away = 0;
    for (Slice slice : slices.subList(from, to)) {
      run += slice.runningShare();
      pause += slice.pausedShare();
      away += slice.awayShare();
    }
    if (!(run + pause + away > 0)) {
      return State.UNKNOWN;
    }
    return run >= Math.max(pause, away) ? State.RUN : pause >= away ? State.PAUSE : State.AWAY;
  }

  private List<Band> bands(boolean all) {
    for (int group = 1; ; group *= 2) {
      List<Band> bands = bands(all, group);
      if (bands.size() <= MOST_BANDS) {
        return bands;
      }
    }
  }

  private List<Band> bands(boolean all, int group) {
    List<Band> bands = new ArrayList<>();
    int from = 0;
    while (from < size()) {
      State state = state(from, Math.min(size(), from + group));
      int to = Math.min(size(), from + group);
      while (to < size() && state(to, Math.min(size(), to + group)) == state) {
        to = Math.min(size(), to + group);
      }
      if (all ? state != State.UNKNOWN : state == State.PAUSE || state == State.AWAY) {
        String text = all ? state.word + ", " + stretch(from, to) : "";
        String ground = all ? "" : "ground ";
        bands.add(new Band(edges[from], edges[to], ground + state.style(), text));
      }
      from = to;
    }
    return bands;
  }

  /**
   * What a picture says where it is pointed at.
   *
   * @param text of the stretch between two edges
   */
  Bands readOuts(Stretch text) {
    int group = Math.max(1, (size() + MOST_READ_OUTS - 1) / MOST_READ_OUTS);
    List<Band> bands = new ArrayList<>();
    for (int from = 0; from < size(); from += group) {
      int to = Math.min(size(), from + group);
      String words = stretch(from, to) + ": " + text.text(from, to) + "; " + state(from, to).word;
      bands.add(new Band(edges[from], edges[to], "read-out", words));
    }
    return new Bands(bands);
  }

  /** Says something of the slices {@code from} to {@code to}, the latter excluded. */
  @FunctionalInterface
  interface Stretch {
    String text(int from, int to);
  }

  /** The mean of a figure over slices, those that are NaN left out. */
  double mean(int from, int to, IntToDoubleFunction figure) {
    double sum = 0;
    double time = 0;
    for (int i = from; i < to; i++) {
      double value = figure.applyAsDouble(i);
      if (Double.isFinite(value)) {
        sum += value * hours[i];
        time += hours[i];
      }
    }
    return time > 0 ? sum / time : Double.NaN;
  }
}
