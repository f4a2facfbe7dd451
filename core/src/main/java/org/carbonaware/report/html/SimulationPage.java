package org.carbonaware.report.html;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.trace.Trace;
import org.carbonaware.plan.Costs;
import org.carbonaware.report.chart.Markup;
import org.carbonaware.simulate.Course;
import org.carbonaware.simulate.Foresight;
import org.carbonaware.simulate.SimulationResult;
import org.carbonaware.simulate.SimulationSettings;
import org.carbonaware.simulate.StrategyResult;

/**
 * What a simulation found as one web page: savings by policy, savings against delay, when a single
 * job ran, the grid by hour and day, and all figures. In the style of {@link HtmlReport} and as
 * self-contained. A pure function.
 */
public final class SimulationPage {
  /** Of more zones the first ones are drawn in detail. */
  static final int MOST_ZONES = 4;

  private SimulationPage() {}

  /**
   * Renders a result.
   *
   * @param trace what the grids did
   * @param settings the job
   * @param result what came of it, not empty
   * @param courses for a single start, when each policy ran in each zone; else empty
   * @return the page, to be written as UTF-8
   */
  public static String of(
      Trace trace,
      SimulationSettings settings,
      SimulationResult result,
      Map<Zone, List<Course>> courses) {
    List<Section> sections = new ArrayList<>();
    sections.add(page -> headline(page, result));
    sections.add(new SavingsPicture(result));
    sections.add(new DelayPicture(result));
    List<Zone> zones = zones(result);
    List<Zone> detailed = zones.subList(0, Math.min(MOST_ZONES, zones.size()));
    for (int i = 0; i < detailed.size(); i++) {
      IntensitySeries series = trace.series(detailed.get(i));
      List<Course> ran = courses.getOrDefault(detailed.get(i), List.of());
      if (!ran.isEmpty()) {
        sections.add(new CoursesPicture(series, ran, "courses" + i));
      }
    }
    for (int i = 0; i < detailed.size(); i++) {
      sections.add(new HeatPicture(trace.series(detailed.get(i)), "heat" + i));
    }
    sections.add(new SimulationTable(result));
    sections.add(page -> how(page, trace, zones.size()));
    String names = Words.joined(zones.stream().map(Zone::key).toList());
    return PageFrame.of(
        "Carbon simulation: " + names,
        page -> header(page, trace, settings, result, names),
        sections);
  }

  private static List<Zone> zones(SimulationResult result) {
    return result.results().stream()
        .map(each -> each.zone().orElseThrow())
        .distinct()
        .toList();
  }

  /** Whether a policy could not have been followed, since it knew what was to come. */
  static boolean knewAll(StrategyResult each) {
    return each.forecast().equals(Foresight.perfect().label());
  }

  private static void header(
      Markup page,
      Trace trace,
      SimulationSettings settings,
      SimulationResult result,
      String names) {
    Costs costs = settings.costs();
    IntensitySeries first = trace.series(zones(result).get(0));
    long jobs = result.mean().get(0).runs();
    page.open("header");
    page.element("p", "Simulation of carbon-aware trainings", "class", "kicker");
    page.open("h1");
    Words.user(page, names);
    page.close("h1").open("dl", "class", "identity");
    Identity.fact(
        page,
        "Job",
        Figures.duration(settings.work()) + " of work within "
            + Figures.duration(settings.window()));
    Identity.fact(page, "Simulated", Figures.count(jobs, "job", "jobs") + " per policy");
    Identity.fact(page, "Power", Figures.watts(costs.runWatts()) + idle(costs));
    Identity.fact(page, "A pause costs", switching(costs));
    Identity.fact(page, "Decisions", "every " + Figures.duration(settings.replan()));
    Identity.fact(
        page,
        "Trace",
        first.provenance().source() + " (" + first.provenance().kind().label() + "), "
            + ForecastPage.moment(first.start()) + " to "
            + ForecastPage.moment(first.end()) + " UTC");
    Identity.fact(page, "Counted", first.basis().label() + " emissions");
    page.close("dl").close("header");
  }

  private static String idle(Costs costs) {
    return " running, " + Figures.watts(costs.pausedWatts()) + " waiting";
  }

  private static String switching(Costs costs) {
    double joules = costs.suspendJoules() + costs.resumeJoules();
    return joules > 0 ? Figures.energy(joules) + " to save and resume" : "nothing";
  }

  private static void headline(Markup page, SimulationResult result) {
    Optional<StrategyResult> best = result.mean().stream()
        .filter(each -> !knewAll(each))
        .max(Comparator.comparingDouble(StrategyResult::savingPercent));
    double possible = result.mean().get(0).optimalSavingPercent() / 100;
    page.open("section", "id", "figures", "aria-label", "Key figures");
    page.open("p", "class", "verdict");
    if (best.isPresent() && best.get().savingPercent() > 0) {
      StrategyResult each = best.get();
      page.text("With ");
      page.element("strong", Words.clean(each.strategy()));
      page.text(" a job emitted ");
      page.element("strong", Figures.percent(each.savingPercent() / 100) + " less");
      page.text(" than running straight through: " + Figures.grams(each.grams()) + " instead of "
          + Figures.grams(each.baselineGrams()));
      each.keptPercent()
          .ifPresent(kept ->
              page.text(", " + Figures.percent(kept / 100) + " of what perfect knowledge saves"));
      page.text(". It finished "
          + Figures.duration(Duration.ofSeconds(Math.round(each.meanDelayHours() * 3600)))
          + " later on average.");
    } else if (possible > 0) {
      page.text("Perfect knowledge would have saved ");
      page.element("strong", Figures.percent(possible));
      page.text(best.isPresent() ? "; no policy here saved anything." : " at most.");
    } else {
      page.text("Nothing could be saved: there was no cleaner time within the slack.");
    }
    page.close("p");
    long late = result.results().stream()
        .filter(each -> each.zone().isPresent())
        .mapToLong(StrategyResult::deadlineMisses)
        .sum();
    if (late > 0) {
      page.element(
          "p",
          Figures.count(late, "job", "jobs") + " finished after the deadline; the table says of"
              + " which policy.",
          "class",
          "warning");
    }
    page.close("section");
  }

  private static void how(Markup page, Trace trace, int zones) {
    Words.begin(page, "method", "How it was counted");
    page.open("ul", "class", "assumptions");
    page.element(
        "li",
        "The policies are the ones that control trainings, each behind the guard that keeps the"
            + " deadline. Forecasts are made from earlier values only; those called perfect are the"
            + " values that came.");
    page.element(
        "li",
        "Saved is against running straight through from the same start; kept is the share of what"
            + " perfect knowledge of the grid saves with the same costs.");
    for (String note : trace.notes()) {
      page.open("li");
      Words.user(page, note);
      page.close("li");
    }
    if (trace.filledValues() + trace.missingValues() > 0) {
      page.element(
          "li",
          Figures.count(trace.filledValues()) + " values of the trace were filled in, "
              + Figures.count(trace.missingValues()) + " are missing.");
    }
    if (zones > MOST_ZONES) {
      page.element("li", "Of " + zones + " zones the first " + MOST_ZONES + " are drawn by hour.");
    }
    page.close("ul").close("section");
  }
}
