package org.carbonaware.benchmarks.published;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.trace.Trace;
import org.carbonaware.plan.Optimum;

/** How much shifting in time and space can save at all, in 123 zones. */
final class EuroSysLimits implements PublishedBenchmark {
  static final String FILE = "em_2022_hourly_lca_123zones.csv.gz";

  private static final int DAY = 24;
  private static final int WEEK = 168;
  private static final int YEAR = 8760;
  private static final int SOME_STARTS = 97; // prime, so that all hours of the day are among them
  private static final int[] LENGTHS = {1, 6, 12, 24, 48, 96, WEEK};
  private static final String SHIFTING = "shifting";
  private static final String INTERRUPTING = "interrupting besides";
  private static final String GRAMS = "g/h";
  private static final String PERCENT = "% of 368 g";
  private static final String SOME = "every 97th start only";
  private static final double MEAN = 368; // g/kWh; what their percentages are relative to

  /**
   * What is saved against running at once, mean of all starts of all zones.
   *
   * @param shifted grams per hour of work by the best start
   * @param interrupted grams per hour of work by interruptions besides
   * @param runNow grams per hour of work of running at once
   * @param shiftedPercent mean of the zones' percentages by the best start
   * @param bestPercent mean of the zones' percentages by both
   */
  record Saved(
      double shifted,
      double interrupted,
      double runNow,
      double shiftedPercent,
      double bestPercent) {
    static Saved mean(List<Saved> zones) {
      return new Saved(
          zones.stream().mapToDouble(Saved::shifted).average().orElseThrow(),
          zones.stream().mapToDouble(Saved::interrupted).average().orElseThrow(),
          zones.stream().mapToDouble(Saved::runNow).average().orElseThrow(),
          zones.stream().mapToDouble(Saved::shiftedPercent).average().orElseThrow(),
          zones.stream().mapToDouble(Saved::bestPercent).average().orElseThrow());
    }
  }

  /**
   * A column of the published tables.
   *
   * @param work hours of work
   * @param shifted grams per hour, or percent
   * @param interrupted the same by interruptions, besides
   */
  private record Published(int work, double shifted, double interrupted) {}

  /** To four digits, as recomputed from the data. */
  private static final List<Published> DAY_OF_SLACK = List.of(
      new Published(1, 57.3798, 0),
      new Published(6, 46.4739, 2.9840),
      new Published(12, 31.3736, 9.8815),
      new Published(24, 13.2803, 18.3605),
      new Published(48, 8.6304, 13.3922),
      new Published(96, 4.95, 9.59), // the paper's digits from here on
      new Published(168, 2.91, 7.14));

  private static final List<Published> DAY_OF_SLACK_PERCENT = List.of(
      new Published(1, 15.59, 0),
      new Published(6, 12.63, 0.81),
      new Published(12, 8.53, 2.69),
      new Published(24, 3.61, 5.00),
      new Published(48, 2.35, 3.64),
      new Published(96, 1.34, 2.61),
      new Published(168, 0.78, 1.93));

  private static final List<Published> YEAR_OF_SLACK_PERCENT = List.of(
      new Published(1, 41.75, 0),
      new Published(6, 39.01, 1.10),
      new Published(12, 34.35, 4.43),
      new Published(24, 28.32, 8.77),
      new Published(48, 25.61, 9.51),
      new Published(96, 22.15, 10.62),
      new Published(168, 18.94, 11.56));

  @Override
  public String name() {
    return "eurosys-limits";
  }

  @Override
  public String source() {
    return "On the Limitations of Carbon-Aware Temporal and Spatial Workload Shifting in the Cloud"
        + " (T. Sukprasert, A. Souza, N. Bashir, D. Irwin, P. Shenoy; EuroSys 2024), to four digits as"
        + " recomputed in the project's study";
  }

  @Override
  public String protocol() {
    return "Every start hour of 2022 in 123 zones (lifecycle), windows cut off at the end of the year:"
        + " grams saved per hour of work by the best start, and by interrupting besides; and by running"
        + " the year in the cleanest zone.";
  }

  @Override
  public List<String> files() {
    return List.of(FILE);
  }

  @Override
  public List<Row> rows(DataFolder data) {
    Trace trace = data.trace(FILE, Basis.LIFECYCLE);
    List<double[]> zones =
        trace.series().values().stream().map(IntensitySeries::toArray).toList();
    List<Row> rows = new ArrayList<>(dayOfSlack(zones));
    Saved week = saved(zones, DAY, WEEK, 1);
    String job = "24 h with 168 h of slack, ";
    rows.add(grams(job + SHIFTING, 43.3968, week.shifted, 1e-4));
    rows.add(grams(job + INTERRUPTING, 29.7571, week.interrupted, 1e-4));
    rows.addAll(zoneMeans(job, week, 14.78, 22.75));
    rows.add(meanOfLengths("168 h", 69.93, someStarts(zones, WEEK)));
    rows.add(meanOfLengths("480 h", 92.35, someStarts(zones, 480)));
    rows.add(meanOfLengths("720 h", 100.71, someStarts(zones, 720)));
    List<Saved> year = someStarts(zones, YEAR);
    rows.add(meanOfLengths("a year", 134.87, year));
    rows.addAll(percent("a year of slack", YEAR_OF_SLACK_PERCENT, year, 0.2, SOME));
    rows.addAll(spatial(zones));
    return rows;
  }

  private static List<Row> dayOfSlack(List<double[]> zones) {
    List<Saved> day =
        Arrays.stream(LENGTHS).mapToObj(work -> saved(zones, work, DAY, 1)).toList();
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < LENGTHS.length; i++) {
      Published theirs = DAY_OF_SLACK.get(i);
      Saved ours = day.get(i);
      String job = theirs.work + " h with 24 h of slack, ";
      if (theirs.work == WEEK) {
        String note = "theirs does not fit their own percentage below";
        rows.add(Row.beside(job + SHIFTING, theirs.shifted, ours.shifted, GRAMS).withNote(note));
        rows.add(Row.beside(job + INTERRUPTING, theirs.interrupted, ours.interrupted, GRAMS)
            .withNote(note));
      } else {
        double tolerance = theirs.work < 96 ? 1e-4 : 0.005;
        rows.add(grams(job + SHIFTING, theirs.shifted, ours.shifted, tolerance));
        rows.add(grams(job + INTERRUPTING, theirs.interrupted, ours.interrupted, tolerance));
      }
      if (theirs.work == DAY) {
        rows.addAll(zoneMeans(job, ours, 4.70, 10.13));
      }
    }
    rows.add(grams("mean of the lengths with 24 h of slack, both", 32.34, both(day), 0.02));
    rows.addAll(percent("24 h of slack", DAY_OF_SLACK_PERCENT, day, 0.02, ""));
    return rows;
  }

  private static List<Saved> someStarts(List<double[]> zones, int slack) {
    return Arrays.stream(LENGTHS)
        .mapToObj(work -> saved(zones, work, slack, SOME_STARTS))
        .toList();
  }

  private static double both(List<Saved> lengths) {
    return lengths.stream()
        .mapToDouble(saved -> saved.shifted + saved.interrupted)
        .average()
        .orElseThrow();
  }

  private static Row meanOfLengths(String slack, double theirs, List<Saved> ours) {
    return grams("mean of the lengths with " + slack + " of slack, both", theirs, both(ours), 0.5)
        .withNote(SOME);
  }

  private static List<Row> percent(
      String slack, List<Published> theirs, List<Saved> ours, double tolerance, String note) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < LENGTHS.length; i++) {
      String job = LENGTHS[i] + " h with " + slack + ", ";
      double shifted = 100 * ours.get(i).shifted / MEAN;
      double interrupted = 100 * ours.get(i).interrupted / MEAN;
      rows.add(Row.equal(job + SHIFTING, theirs.get(i).shifted, shifted, tolerance, PERCENT)
          .withNote(note));
      rows.add(
          Row.equal(job + INTERRUPTING, theirs.get(i).interrupted, interrupted, tolerance, PERCENT)
              .withNote(note));
    }
    return rows;
  }

  private static Row grams(String name, double theirs, double ours, double tolerance) {
    return Row.equal(name, theirs, ours, tolerance, GRAMS);
  }

  private static List<Row> zoneMeans(String job, Saved ours, double shifted, double best) {
    String note = "theirs: the project's study";
    return List.of(
        Row.equal(job + "mean % of the zones, shifting", shifted, ours.shiftedPercent, 0.005, "%")
            .withNote(note),
        Row.equal(job + "mean % of the zones, both", best, ours.bestPercent, 0.005, "%")
            .withNote(note));
  }

  /** One move to the zone that is cleanest over the year, and moves every hour. */
  static List<Row> spatial(List<double[]> zones) {
    double mean = Statistics.mean(zones.stream().mapToDouble(Statistics::mean).toArray());
    double cleanest = zones.stream().mapToDouble(Statistics::mean).min().orElseThrow();
    double hourly = IntStream.range(0, zones.get(0).length)
        .mapToDouble(
            hour -> zones.stream().mapToDouble(zone -> zone[hour]).min().orElseThrow())
        .average()
        .orElseThrow();
    return List.of(
        grams("the cleanest zone's mean", 15.90, cleanest, 0.005),
        grams("one move to the cleanest zone", 352.5, mean - cleanest, 0.05),
        grams("free moves every hour", 353.6, mean - hourly, 0.05),
        Row.equal(
            "share of that by one move",
            99.7,
            100 * (mean - cleanest) / (mean - hourly),
            0.05,
            "%"));
  }

  private static Saved saved(List<double[]> zones, int work, int slack, int every) {
    return Saved.mean(
        zones.parallelStream().map(grams -> saved(grams, work, slack, every)).toList());
  }

  /** Of one zone, for the first start and every so many. The last possible start is left out. */
  static Saved saved(double[] grams, int work, int slack, int every) {
    double runNow = 0;
    double shifted = 0;
    double interrupted = 0;
    double hours = 0;
    for (int start = 0; start < grams.length - work; start += every) {
      double[] window =
          Arrays.copyOfRange(grams, start, Math.min(grams.length, start + work + slack));
      double contiguous = Optimum.contiguous(window, work).grams();
      double now = Optimum.runNow(window, work).grams();
      runNow += now;
      shifted += now - contiguous;
      interrupted += contiguous - Optimum.interruptible(window, work).grams();
      hours += work;
    }
    return new Saved(
        shifted / hours,
        interrupted / hours,
        runNow / hours,
        100 * shifted / runNow,
        100 * (shifted + interrupted) / runNow);
  }
}
