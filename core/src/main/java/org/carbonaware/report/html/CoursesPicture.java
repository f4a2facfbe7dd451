package org.carbonaware.report.html;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.report.chart.Bands;
import org.carbonaware.report.chart.Bands.Band;
import org.carbonaware.report.chart.Chart;
import org.carbonaware.report.chart.Layer;
import org.carbonaware.report.chart.Markup;
import org.carbonaware.report.chart.Scale;
import org.carbonaware.report.chart.TimeScale;
import org.carbonaware.simulate.Course;
import org.carbonaware.simulate.Course.Stretch;

/** The grid's intensity over one job's time, and when each policy ran. */
record CoursesPicture(IntensitySeries series, List<Course> courses, String id) implements Section {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("EEE d MMM HH:mm", Locale.ENGLISH);
  private static final int MOST_READ_OUTS = 96;

  @Override
  public void writeTo(Markup page) {
    Words.begin(page, id, "When it ran in " + Words.clean(series.zone().key()));
    Course first = courses.get(0);
    page.element(
        "p",
        "One job, started " + ForecastPage.moment(first.start()) + " UTC, to be done by "
            + ForecastPage.moment(first.deadline()) + " UTC, under each policy.",
        "class",
        "lead");
    page.open("figure").open("ul", "class", "legend");
    Words.key(page, "band run", "", "running");
    Words.key(page, "band pause", "", "waiting or paused");
    page.close("ul").open("ul", "class", "legend steps");
    Steps.legend(page);
    page.close("ul");
    chart(page, first);
    page.close("figure").close("section");
  }

  private void chart(Markup page, Course first) {
    TimeScale time = new TimeScale(first.start(), first.deadline());
    IntensitySeries within = series.between(first.start(), first.deadline());
    double[] edges = new double[within.size() + 1];
    double greatest = 0;
    for (int i = 0; i < edges.length; i++) {
      edges[i] = time.share(within.startOf(i));
      if (i < within.size() && !Double.isNaN(within.gramsPerKwh(i))) {
        greatest = Math.max(greatest, within.gramsPerKwh(i));
      }
    }
    Scale scale = Scale.linear(0, greatest, 4);
    double[] heights = new double[within.size()];
    int[] colours = new int[within.size()];
    for (int i = 0; i < heights.length; i++) {
      heights[i] = scale.share(within.gramsPerKwh(i));
      colours[i] = Steps.of(within.gramsPerKwh(i));
    }
    List<String> told = courses.stream().map(CoursesPicture::said).toList();
    Chart chart = new Chart(
            id + "Chart",
            "Intensity of the grid, and when each policy ran",
            "When each policy ran: " + String.join("; ", told) + ".",
            170)
        .horizontal(time.ticks(9), time.ticks(4))
        .vertical(scale, "g/kWh")
        .add(Layer.colouredSteps(Steps.STYLES, edges, heights, colours))
        .add(Layer.steps("outline", edges, heights))
        .add(readOuts(time, within));
    for (Course course : courses) {
      chart.lane(
          Words.clean(course.strategy()) + ": " + saved(course), new Bands(bands(course, time)));
    }
    chart.writeTo(page);
  }

  private static String saved(Course course) {
    double percent = course.savingPercent();
    if (Math.abs(percent) < 0.05) {
      return "nothing saved";
    }
    return Figures.percent(Math.abs(percent) / 100) + (percent > 0 ? " saved" : " more emitted");
  }

  private static String said(Course course) {
    Duration ran = Duration.ZERO;
    int pauses = -1;
    for (Stretch stretch : course.stretches()) {
      ran = stretch.running() ? ran.plus(Duration.between(stretch.from(), stretch.to())) : ran;
      pauses += stretch.running() ? 1 : 0;
    }
    return Words.clean(course.strategy()) + " ran " + Figures.duration(ran) + " with "
        + Figures.count(Math.max(0, pauses), "pause", "pauses") + ", done "
        + CLOCK.format(course.finishedAt().atOffset(ZoneOffset.UTC)) + ", " + saved(course);
  }

  private static List<Band> bands(Course course, TimeScale time) {
    List<Band> bands = new ArrayList<>();
    for (Stretch stretch : course.stretches()) {
      bands.add(new Band(
          time.share(stretch.from()),
          time.share(stretch.to()),
          stretch.running() ? "run" : "pause",
          (stretch.running() ? "running, " : "waiting or paused, ")
              + CLOCK.format(stretch.from().atOffset(ZoneOffset.UTC)) + " to "
              + CLOCK.format(stretch.to().atOffset(ZoneOffset.UTC)) + " UTC"));
    }
    return bands;
  }

  private static Bands readOuts(TimeScale time, IntensitySeries within) {
    List<Band> bands = new ArrayList<>();
    int group = Math.max(1, (within.size() + MOST_READ_OUTS - 1) / MOST_READ_OUTS);
    for (int i = 0; i < within.size(); i += group) {
      Instant from = within.startOf(i);
      bands.add(new Band(
          time.share(from),
          time.share(within.startOf(Math.min(within.size(), i + group))),
          "read-out",
          CLOCK.format(from.atOffset(ZoneOffset.UTC)) + " UTC: "
              + Figures.intensity(within.gramsPerKwh(i))));
    }
    return new Bands(bands);
  }
}
