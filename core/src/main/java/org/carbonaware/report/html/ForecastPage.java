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
import org.carbonaware.forecast.Forecast;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.report.chart.Markup;

/**
 * Forecasts of carbon intensity as one web page with a fan chart for each zone, in the style of
 * {@link HtmlReport} and as self-contained. Pure functions.
 */
public final class ForecastPage {
  private static final int MOST_ZONES = 24;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEE d MMM uuuu HH:mm", Locale.ENGLISH);

  private ForecastPage() {}

  /**
   * A zone's forecast and what to show with it.
   *
   * @param forecast the forecast, with at least one step
   * @param history what it was made from; of the last days before it something is shown
   * @param shown how far to show it, more than zero
   * @param window when to run, if that was asked
   * @param low values below it are low for the zone, if that is known
   * @param high values above it are high for the zone, if that is known
   */
  public record Outlook(
      Forecast forecast,
      IntensitySeries history,
      Duration shown,
      Optional<Window> window,
      OptionalDouble low,
      OptionalDouble high) {}

  /**
   * The cleanest time for a job.
   *
   * @param start when to start
   * @param end when the job is done
   * @param meanGramsPerKwh the mean intensity of it, in gCO2e/kWh
   * @param nowGramsPerKwh the mean intensity of the same job started at once
   */
  public record Window(Instant start, Instant end, double meanGramsPerKwh, double nowGramsPerKwh) {}

  /**
   * Renders forecasts.
   *
   * @param outlooks the zones in order, at least one; beyond the first two dozen they are named
   *     only
   * @return the page, to be written as UTF-8
   */
  public static String of(List<Outlook> outlooks) {
    List<Outlook> drawn = outlooks.subList(0, Math.min(MOST_ZONES, outlooks.size()));
    List<Section> sections = new ArrayList<>();
    sections.add(page -> headline(page, outlooks));
    for (int i = 0; i < drawn.size(); i++) {
      sections.add(new FanPicture(drawn.get(i), "zone" + i));
    }
    String zones = Words.joined(outlooks.stream().map(ForecastPage::zone).toList());
    return PageFrame.of(
        "Carbon forecast: " + zones, page -> header(page, outlooks, zones), sections);
  }

  private static String zone(Outlook outlook) {
    return outlook.forecast().mean().zone().key();
  }

  private static void header(Markup page, List<Outlook> outlooks, String zones) {
    Outlook first = outlooks.get(0);
    page.open("header");
    page.element("p", "Forecast of carbon intensity", "class", "kicker");
    page.open("h1");
    Words.user(page, zones);
    page.close("h1").open("dl", "class", "identity");
    Identity.fact(page, "Made at (UTC)", moment(first.forecast().issuedAt()));
    Identity.fact(page, "Model", first.forecast().model());
    Identity.fact(page, "Counted", first.forecast().mean().basis().label() + " emissions");
    Identity.fact(
        page,
        "Made from",
        Figures.duration(
                Duration.between(first.history().start(), first.history().end()))
            + " of " + first.history().provenance().kind().label() + " values, "
            + first.history().provenance().source());
    page.close("dl").close("header");
  }

  private static void headline(Markup page, List<Outlook> outlooks) {
    page.open("section", "id", "figures", "aria-label", "Key figures");
    for (Outlook outlook : outlooks.stream().limit(MOST_ZONES).toList()) {
      page.open("p", "class", "verdict");
      if (outlooks.size() > 1) {
        Words.user(page, zone(outlook));
        page.text(": ");
      }
      verdict(page, outlook);
      page.close("p");
    }
    if (outlooks.size() > MOST_ZONES) {
      page.element(
          "p",
          Figures.count(outlooks.size() - MOST_ZONES) + " more zones are not drawn.",
          "class",
          "lead");
    }
    page.close("section");
  }

  private static void verdict(Markup page, Outlook outlook) {
    if (outlook.window().isPresent()) {
      Window window = outlook.window().get();
      String length = Figures.duration(Duration.between(window.start(), window.end()));
      boolean later = window.start().isAfter(outlook.forecast().issuedAt());
      page.text("The cleanest " + length + " begin ");
      page.element("strong", later ? moment(window.start()) + " UTC" : "now");
      page.text(": " + Figures.intensity(window.meanGramsPerKwh()) + " on average");
      if (later && window.nowGramsPerKwh() > 0) {
        double saved = 1 - window.meanGramsPerKwh() / window.nowGramsPerKwh();
        page.text(", ").element("strong", Figures.percent(saved) + " less");
        page.text(" than the " + Figures.intensity(window.nowGramsPerKwh()) + " when started now.");
      } else {
        page.text(". No later start is cleaner.");
      }
      return;
    }
    IntensitySeries mean = outlook.forecast().mean();
    int last = FanPicture.shown(outlook);
    int lowest = 0;
    int highest = 0;
    for (int i = 1; i < last; i++) {
      lowest = mean.gramsPerKwh(i) < mean.gramsPerKwh(lowest) ? i : lowest;
      highest = mean.gramsPerKwh(i) > mean.gramsPerKwh(highest) ? i : highest;
    }
    page.text("Cleanest ").element("strong", moment(mean.startOf(lowest)) + " UTC");
    page.text(" with " + Figures.intensity(mean.gramsPerKwh(lowest)) + ", dirtiest ");
    page.element("strong", moment(mean.startOf(highest)) + " UTC");
    page.text(" with " + Figures.intensity(mean.gramsPerKwh(highest)) + " expected.");
  }

  /** Day and time of UTC. */
  static String moment(Instant moment) {
    return TIME.format(moment.atOffset(ZoneOffset.UTC));
  }
}
