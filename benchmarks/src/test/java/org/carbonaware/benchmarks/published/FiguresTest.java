package org.carbonaware.benchmarks.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.data.Offset.offset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.carbonaware.forecast.Forecasters;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.Zone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Figures of made data that can be added up by hand. */
class FiguresTest {
  @TempDir
  private Path folder;

  private CsvTable table(String text) throws IOException {
    Files.writeString(folder.resolve("table.csv"), text);
    return new DataFolder(folder).table("table.csv");
  }

  @Test
  void shiftingIsCountedPerHourWithoutTheLastStart() {
    EuroSysLimits.Saved saved = EuroSysLimits.saved(new double[] {4, 2, 1, 3, 5}, 1, 1, 1);
    // 4 to 2, 2 to 1, 1 and 3 stay; the start at 5 does not count.
    assertThat(saved.shifted()).isEqualTo(0.75, offset(1e-12));
    assertThat(saved.interrupted()).isZero();
    assertThat(saved.runNow()).isEqualTo(2.5, offset(1e-12));
    assertThat(saved.shiftedPercent()).isEqualTo(30, offset(1e-9));
  }

  @Test
  void interruptingIsCountedBesides() {
    EuroSysLimits.Saved saved = EuroSysLimits.saved(new double[] {1, 5, 1, 9}, 2, 1, 1);
    // 1, 5, 1: 6 g in one piece, 2 g in two; 5, 1, 9: 6 g.
    assertThat(saved.shifted()).isZero();
    assertThat(saved.interrupted()).isEqualTo(1, offset(1e-12));
    assertThat(saved.bestPercent()).isEqualTo(100 * 4.0 / 12, offset(1e-9));
  }

  @Test
  void onlyEveryManyStartsCanBeCounted() {
    EuroSysLimits.Saved saved = EuroSysLimits.saved(new double[] {4, 2, 1, 3, 5}, 1, 1, 2);
    assertThat(saved.shifted()).isEqualTo(1, offset(1e-12)); // 4 to 2, 1 stays
  }

  @Test
  void movingOnceIsToTheZoneCleanestOverTheYear() {
    List<Row> rows = EuroSysLimits.spatial(List.of(new double[] {1, 5}, new double[] {7, 3}));
    assertThat(rows.stream().map(Row::ours)).containsExactly(3.0, 1.0, 2.0, 50.0);
  }

  @Test
  void dayAheadErrorsAreOfHoursAndOfDays() throws IOException {
    StringBuilder text = new StringBuilder("region,utc,actual,forecast_dayahead\n");
    for (int hour = 0; hour < 48; hour++) {
      text.append("DE,x,100,").append(hour < 24 ? 90 : 130).append('\n');
      text.append("SE,x,100,100\n");
    }
    assertThat(Dacf.errors(table(text.toString()), "DE"))
        .containsExactly(new double[] {20, 20, 28, 29}, offset(1e-9));
  }

  @Test
  void publishedForecastsAreJudgedByDayAhead() throws IOException {
    CsvTable table = table("""
        region,issue_utc,lead_h,actual,forecast
        DE,x,0,100,110
        DE,x,23,100,70
        DE,x,24,200,190
        DE,x,48,100,100
        DE,x,95,50,60
        SE,x,0,10,11
        """);
    Map<String, double[]> errors = TierOne.errors(table);
    assertThat(errors.keySet()).containsExactly("DE", "SE");
    assertThat(errors.get("DE")).containsExactly(new double[] {20, 5, 0, 20}, offset(1e-9));
  }

  @Test
  void aLeadBeyondFourDaysIsRefused() throws IOException {
    CsvTable table = table("region,issue_utc,lead_h,actual,forecast\nDE,x,96,1,1\n");
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> TierOne.errors(table))
        .withMessage("published forecasts: lead_h 96 in row 0, expected 0 to 95");
  }

  @Test
  void ourForecastsAreIssuedDailyAndJudgedByDayAhead() {
    // One level a day, 1 % more each day: yesterday's is wrong by 1, 2, 3 and 4 steps.
    Instant start = CarbonCast.FIRST_ISSUE.minus(Duration.ofDays(10));
    double[] grams = new double[(10 + CarbonCast.ISSUES + 3) * 24];
    Arrays.setAll(grams, hour -> Math.pow(1.01, Math.floorDiv(hour, 24)));
    IntensitySeries series = IntensitySeries.of(
        Zone.of("DE"),
        Basis.LIFECYCLE,
        new Provenance("made", Provenance.Kind.MEASURED),
        start,
        Duration.ofHours(1),
        grams);
    Map<String, double[]> errors =
        CarbonCastForecasts.byDay(Forecasters.persistence(), List.of(series));
    double[] expected = new double[4];
    Arrays.setAll(expected, day -> 100 * (1 - Math.pow(1.01, -1.0 - day)));
    assertThat(errors.get("DE")).containsExactly(expected, offset(1e-9));
  }

  @Test
  void halfADayIsRefused() throws IOException {
    CsvTable table = table("region,utc,actual,forecast_dayahead\nDE,x,1,1\n");
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> Dacf.errors(table, "DE"))
        .withMessage("DACF: 1 hours of DE, expected whole days");
  }

  @Test
  void optimaChargeTheFirstStartAndTheLastStop() throws IOException {
    Files.writeString(folder.resolve("trace.csv"), """
        utc,DE
        2022-01-01T00:00Z,50
        2022-01-01T01:00Z,10
        2022-01-01T02:00Z,30
        2022-01-01T03:00Z,10
        """);
    CsvTable vectors = table("""
        zone,start_hour,k,T,beta_per_switch,opt_cost,opt_starts,run_now_cost
        DE,1,2,3,4,36,2,48
        """);
    List<Row> rows =
        SwitchingOptima.optima(vectors, new DataFolder(folder).trace("trace.csv", Basis.LIFECYCLE));
    // 10 + 10 and four changes; at once 10 + 30 and two.
    assertThat(rows.stream().map(Row::ours)).containsExactly(36.0, 48.0);
    assertThat(rows).allMatch(Row::inside);
  }

  @Test
  void theRatioOfASingleSlotWithoutChangesIsTheRootOfTheBounds() throws IOException {
    List<Row> rows = SwitchingOptima.ratios(
        table("k,U,L,beta,alpha_lastThresholdEqualsL,alpha_tight\n1,90,10,0,3,3\n"));
    assertThat(rows).hasSize(2).allMatch(Row::inside);
  }

  @Test
  void aRuleWaitsWhileItMayAndThenRunsThrough() {
    double[] grams = {9, 1, 9, 5, 5};
    // 1, then forced from the fourth slot on: 1 + 5 + 5 and four changes.
    assertThat(OnlineExample.emitted(grams, 3, 2, (now, running, accepted) -> now < 4))
        .isEqualTo(11 + 4 * 2);
    assertThat(OnlineExample.emitted(grams, 3, 2, (now, running, accepted) -> true))
        .isEqualTo(19 + 2 * 2);
  }

  @Test
  void quantilesLieBetweenOrderStatistics() {
    double[] values = {30, 10, 20};
    assertThat(Statistics.quantile(values, 0)).isEqualTo(10);
    assertThat(Statistics.quantile(values, 0.25)).isEqualTo(15);
    assertThat(Statistics.quantile(values, 1)).isEqualTo(30);
  }

  @Test
  void tablesNameFileAndLineOfWhatIsWrong() throws IOException {
    CsvTable table = table("a,b\n1,x\n1.5,2\n");
    assertThat(table.size()).isEqualTo(2);
    assertThat(table.number(1, "a")).isEqualTo(1.5);
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> table.number(0, "b"))
        .withMessageEndingWith("table.csv:2: b \"x\" is no number");
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> table.whole(1, "a"))
        .withMessageEndingWith("table.csv:3: a 1.5 is no whole number");
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> table.text(0, "c"))
        .withMessageEndingWith("table.csv: no column c in the header, which has a, b");
  }

  @Test
  void damagedJsonNamesItsFile() throws IOException {
    Files.writeString(folder.resolve("a.json"), "{\"a\": ");
    DataFolder data = new DataFolder(folder);
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> data.json("a.json"))
        .withMessageContaining("a.json: cannot be read as JSON: ");
  }
}
