package org.carbonaware.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.carbonaware.simulate.Starts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pages of forecasts and simulations; {@link HtmlInChromiumTest} looks at them. */
class PagesTest {
  static Stream<String> pages() {
    return Stream.of(
        SamplePages.forecast(),
        SamplePages.forecasts(),
        SamplePages.oneStart(),
        SamplePages.flat());
  }

  @ParameterizedTest
  @MethodSource("pages")
  void areWellFormedAndAskForNothing(String page) {
    ParsedPage.of(page);
    assertThat(page)
        .contains("default-src 'none'".replace("'", "&#39;"))
        .doesNotContain("<script")
        .doesNotContain("<img")
        .doesNotContain("<link")
        .doesNotContain("NaN");
    assertThat(page.length()).isLessThan(1_000_000);
  }

  @Test
  void everyPictureHasATitleAndADescription() {
    String page = SamplePages.oneStart();
    for (String id : List.of("savings", "delay", "courses0", "heat0")) {
      assertThat(page).contains("id=\"" + id + "Chart-title\"", "id=\"" + id + "Chart-text\"");
    }
    assertThat(SamplePages.forecast()).contains("id=\"zone0Chart-title\"");
  }

  @Test
  void aForecastSaysWhenTheJobRunsCleanestAndWhatThatSaves() {
    assertThat(SamplePages.forecast())
        .contains(
            "The cleanest 6\u00a0h begin ",
            "Sun 21 Jan 2024 22:00 UTC",
            "33.3\u00a0% less",
            "4 in 5 lie within",
            "high above 440\u00a0g/kWh")
        .contains("class=\"band window\"");
  }

  @Test
  void aForecastWithoutABandSaysSo() {
    String page = ForecastPage.of(List.of(SamplePages.outlook("DE", 24, false)));
    assertThat(page)
        .contains("How far it may be off is not known.")
        .doesNotContain("4 in 5 lie within");
  }

  @Test
  void manyStartsHaveNoBandsAndTheTraceByMonth() {
    Starts starts = new Starts(Optional.empty(), Optional.empty(), Duration.ofDays(9));
    String page = SamplePages.simulation(
        SamplePages.trace("t.csv", 24 * 120, "DE"), starts, Optional.empty());
    assertThat(page)
        .contains("by hour and month", "Hours of Europe/Berlin.", ">Mar<")
        .contains("those called perfect are the values that came.")
        .contains("class=\"bar worse\"", "more emitted") // threshold, in that grid
        .doesNotContain("courses0");
  }

  @Test
  void aSingleStartShowsWhenEachPolicyRan() {
    Instant at = SamplePages.START.plus(Duration.ofHours(24 * 8 + 15));
    String page = SamplePages.simulation(
        SamplePages.trace("t.csv", 24 * 12, "DE", "FR"), Starts.only(at), Optional.of(at));
    assertThat(page)
        .contains("When it ran in DE", "When it ran in FR", "run-now: nothing saved")
        .contains("by hour and weekday", "running, Tue 9 Jan 15:00 to Tue 9 Jan 23:00 UTC");
  }

  @Test
  void whereNothingCanBeSavedThePageSaysSoAndEscapesWhatIsGiven() {
    assertThat(SamplePages.flat())
        .contains("Nothing could be saved", "&lt;i&gt;.csv", "&lt;s&gt;\ufffd&amp;");
  }
}
