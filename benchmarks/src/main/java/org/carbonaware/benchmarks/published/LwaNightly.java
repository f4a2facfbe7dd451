package org.carbonaware.benchmarks.published;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.carbonaware.plan.Optimum;

/** Scenario I of "Let's Wait Awhile": a short nightly job that may be shifted both ways. */
final class LwaNightly implements PublishedBenchmark {
  static final String SOURCE =
      "Let's Wait Awhile (P. Wiesner, I. Behnke, D. Scheinert, K. Gontarska,"
          + " L. Thamsen; Middleware 2021)";

  private static final String PUBLISHED = "lwa_scenario1_published.json";
  private static final String WITHOUT_NOISE = "lwa_scenario1_perfect_forecast_ours.json";
  private static final int SLOTS_PER_DAY = 48;
  private static final int ONE_O_CLOCK = 2;
  private static final int DAYS = 365;
  private static final int WIDEST = 16;
  private static final double NOISE = 0.05;
  private static final double ROUNDED_TWICE = 5.1e-5; // 4.909650141 stands there as 4.9096

  /**
   * Percent saved for each half-width of the window.
   *
   * @param byJobs with sums divided by the jobs that were run
   * @param byDays with sums divided by the days, as the study's code does
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Savings(double[] byJobs, double[] byDays) {}

  @Override
  public String name() {
    return "lwa-nightly";
  }

  @Override
  public String source() {
    return SOURCE + ", scenario I";
  }

  @Override
  public String protocol() {
    return "365 half-hour jobs at 01:00 in 2020, each moved to the lowest of the 2w+1 half-hours"
        + " around it on a forecast with white noise (10 seeds averaged; theirs are not known), at the"
        + " true intensity, against w = 0; from w = 3 on the first day has no window.";
  }

  @Override
  public List<String> files() {
    return List.of(HalfHours.FILE, PUBLISHED, WITHOUT_NOISE);
  }

  @Override
  public List<Row> rows(DataFolder data) {
    JsonNode published = data.json(PUBLISHED).path("scenario1_published_err5pct_saving_pct");
    JsonNode exact = data.json(WITHOUT_NOISE);
    List<Row> rows = new ArrayList<>();
    HalfHours.read(data).forEach((country, truth) -> {
      String column = HalfHours.column(country);
      rows.addAll(withoutNoise(country, exact.path(column), truth));
      rows.addAll(withNoise(country, published.path(column), truth));
    });
    return rows;
  }

  private static List<Row> withoutNoise(String country, JsonNode theirs, double[] truth) {
    Savings ours = savings(truth, truth, DAYS, WIDEST);
    List<Row> rows = new ArrayList<>();
    for (int w = 0; w <= WIDEST; w++) {
      String name = label(country, w) + ", no noise, by ";
      rows.add(Row.equal(
          name + "jobs run",
          number(theirs, "perfect_saving_pct_div_n", w),
          ours.byJobs()[w],
          ROUNDED_TWICE,
          "%"));
      rows.add(Row.equal(
          name + "365",
          number(theirs, "perfect_saving_pct_div_365_as_published_code", w),
          ours.byDays()[w],
          ROUNDED_TWICE,
          "%"));
    }
    return rows;
  }

  private static List<Row> withNoise(String country, JsonNode theirs, double[] truth) {
    List<Savings> seeds = IntStream.range(0, WhiteNoise.SEEDS)
        .parallel()
        .mapToObj(seed -> savings(truth, WhiteNoise.on(truth, NOISE, seed), DAYS, WIDEST))
        .toList();
    List<Row> rows = new ArrayList<>();
    for (int w = 0; w <= WIDEST; w++) {
      int width = w;
      double published = number(theirs, w);
      String name = label(country, w) + ", 5 % noise, by ";
      double byDays =
          seeds.stream().mapToDouble(seed -> seed.byDays()[width]).average().orElse(0);
      double byJobs =
          seeds.stream().mapToDouble(seed -> seed.byJobs()[width]).average().orElse(0);
      rows.add(Row.equal(name + "365", published, byDays, 0.15, "%").withNote("as published"));
      rows.add(Row.beside(name + "jobs run", published, byJobs, "%").withNote("corrected"));
    }
    return rows;
  }

  private static String label(String country, int w) {
    return String.format(Locale.ROOT, "%s w=%d", country, w);
  }

  private static double number(JsonNode node, String field, int index) {
    return number(node.path(field), index);
  }

  private static double number(JsonNode array, int index) {
    if (!array.path(index).isNumber()) {
      throw new BadDataException("scenario I: no figure for w = " + index + " in " + array);
    }
    return array.path(index).asDouble();
  }

  /** Plans on what is expected and pays the truth. */
  static Savings savings(double[] truth, double[] expected, int days, int widest) {
    double[] sums = new double[widest + 1];
    int[] jobs = new int[widest + 1];
    for (int w = 0; w <= widest; w++) {
      for (int day = 0; day < days; day++) {
        int first = SLOTS_PER_DAY * day + ONE_O_CLOCK - w;
        if (first >= 0) {
          double[] window = Arrays.copyOfRange(expected, first, first + 2 * w + 1);
          sums[w] += Paid.grams(Optimum.contiguous(window, 1), truth, first);
          jobs[w]++;
        }
      }
    }
    double[] byJobs = new double[widest + 1];
    double[] byDays = new double[widest + 1];
    for (int w = 0; w <= widest; w++) {
      byJobs[w] = 100 * (1 - sums[w] / jobs[w] / (sums[0] / jobs[0]));
      byDays[w] = 100 * (1 - sums[w] / sums[0]);
    }
    return new Savings(byJobs, byDays);
  }
}
