package org.carbonaware.benchmarks.published;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.carbonaware.plan.Optimum;
import org.carbonaware.plan.Schedule;

/** Scenario II of "Let's Wait Awhile": a year's trainings of a machine-learning project. */
final class LwaMl implements PublishedBenchmark {
  static final LocalDateTime YEAR = LocalDateTime.of(2020, 1, 1, 0, 0);

  private static final String JOBS = "lwa_ml_jobs_3387.csv";
  private static final Duration SLOT = Duration.ofMinutes(30);
  private static final List<String> COUNTRIES = List.of("DE", "GB", "FR");

  /**
   * A training, in half-hours of 2020.
   *
   * @param start its first slot
   * @param slots its length
   */
  record Training(int start, int slots) {
    /** The slots by which a deadline is after the end. */
    int slack(MlDeadline deadline) {
      LocalDateTime finish = YEAR.plus(SLOT.multipliedBy((long) start + slots));
      return Math.toIntExact(Duration.between(finish, deadline.after(finish)).dividedBy(SLOT));
    }

    /** The published slices include their end, so there is a slot more than the deadline says. */
    int windowEnd(int slack) {
      return start + slots + slack + 1;
    }
  }

  /**
   * Figures of one table line, in the order of the countries.
   *
   * @param noise the standard deviation of the forecast's errors as a share of the mean
   * @param own whether they are the project's own, because none are published
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Line(
      MlDeadline deadline, boolean interruptible, double noise, boolean own, double... percent) {}

  // 0 %: recomputed for the project's study. 5 % of both deadlines and 10 % of the first: the
  // paper.
  private static final List<Line> LINES = List.of(
      new Line(MlDeadline.NEXT_WORKDAY, false, 0, false, 5.926, 6.571, 4.790),
      new Line(MlDeadline.NEXT_WORKDAY, false, 0.05, false, 5.912, 6.556, 4.766),
      new Line(MlDeadline.NEXT_WORKDAY, false, 0.1, false, 5.879, 6.524, 4.718),
      new Line(MlDeadline.NEXT_WORKDAY, true, 0, false, 8.156, 9.229, 6.219),
      new Line(MlDeadline.NEXT_WORKDAY, true, 0.05, false, 7.926, 9.032, 5.921),
      new Line(MlDeadline.NEXT_WORKDAY, true, 0.1, false, 7.457, 8.578, 5.401),
      new Line(MlDeadline.SEMI_WEEKLY, false, 0, true, 14.130, 14.751, 11.153),
      new Line(MlDeadline.SEMI_WEEKLY, false, 0.05, false, 14.11, 14.73, 11.12),
      new Line(MlDeadline.SEMI_WEEKLY, false, 0.1, true, 14.05, 14.67, 11.04),
      new Line(MlDeadline.SEMI_WEEKLY, true, 0, true, 18.498, 20.005, 13.862),
      new Line(MlDeadline.SEMI_WEEKLY, true, 0.05, false, 18.11, 19.66, 13.33),
      new Line(MlDeadline.SEMI_WEEKLY, true, 0.1, true, 17.19, 18.80, 12.29));

  @Override
  public String name() {
    return "lwa-ml";
  }

  @Override
  public String source() {
    return LwaNightly.SOURCE + ", scenario II";
  }

  @Override
  public String protocol() {
    return "3387 trainings of 4 to 89.5 h begun on working days of 2020, each shifted or interrupted"
        + " before its deadline on a forecast with white noise (10 seeds averaged), at the true"
        + " intensity, against the better of its first two start slots.";
  }

  @Override
  public List<String> files() {
    return List.of(HalfHours.FILE, JOBS);
  }

  @Override
  public List<Row> rows(DataFolder data) {
    CsvTable table = data.table(JOBS);
    List<Training> trainings = IntStream.range(0, table.size())
        .mapToObj(row -> new Training(
            table.whole(row, "start_step_30min_from_2020-01-01"),
            table.whole(row, "duration_steps")))
        .toList();
    Map<String, double[]> series = HalfHours.read(data);
    List<Row> rows = new ArrayList<>();
    for (int c = 0; c < COUNTRIES.size(); c++) {
      String country = COUNTRIES.get(c);
      double[] truth = series.getOrDefault(country, new double[0]);
      for (Line line : LINES) {
        double ours = saved(trainings, truth, line.deadline, line.interruptible, line.noise);
        String name = country + " " + line.deadline.label() + ", "
            + (line.interruptible ? "interruptible" : "in one piece") + ", "
            + Math.round(100 * line.noise) + " % noise";
        rows.add(Row.equal(name, line.percent[c], ours, line.noise == 0 ? 0.01 : 0.15, "%")
            .withNote(line.own ? "theirs: recomputed in the project's study" : ""));
      }
    }
    return rows;
  }

  /** Percent saved, mean of the seeds. */
  static double saved(
      List<Training> trainings,
      double[] truth,
      MlDeadline deadline,
      boolean interruptible,
      double noise) {
    if (noise == 0) {
      return saved(trainings, truth, truth, deadline, interruptible);
    }
    double[] seeds = IntStream.range(0, WhiteNoise.SEEDS)
        .parallel()
        .mapToDouble(seed ->
            saved(trainings, truth, WhiteNoise.on(truth, noise, seed), deadline, interruptible))
        .toArray();
    return Arrays.stream(seeds).average().orElse(0);
  }

  static double saved(
      List<Training> trainings,
      double[] truth,
      double[] expected,
      MlDeadline deadline,
      boolean interruptible) {
    double planned = 0;
    double baseline = 0;
    for (Training training : trainings) {
      int end = training.windowEnd(training.slack(deadline));
      double[] window = Paid.window(expected, training.start, end);
      Schedule schedule = interruptible
          ? Optimum.interruptible(window, training.slots)
          : Optimum.contiguous(window, training.slots);
      planned += Paid.grams(schedule, truth, training.start);
      double[] least = Paid.window(expected, training.start, training.windowEnd(0));
      baseline += Paid.grams(Optimum.contiguous(least, training.slots), truth, training.start);
    }
    return 100 * (1 - planned / baseline);
  }
}
