package org.carbonaware.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.carbonaware.grid.Provenance.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GridViewTest {
  private static final Instant NOW = Instant.parse("2024-06-03T05:20:00Z");
  private static final Instant HOUR = Instant.parse("2024-06-03T05:00:00Z");
  private static final Duration STEP = Duration.ofHours(1);

  private static Intensity current(double gramsPerKwh, Instant at, Kind kind) {
    return new Intensity(gramsPerKwh, Basis.LIFECYCLE, at, new Provenance("grid", kind));
  }

  private static IntensitySeries forecast(Instant start, double... gramsPerKwh) {
    return IntensitySeries.of(
        Zone.of("DE"),
        Basis.LIFECYCLE,
        new Provenance("grid", Kind.FORECAST),
        start,
        STEP,
        gramsPerKwh);
  }

  private static GridView view(Intensity current, IntensitySeries forecast) {
    return GridView.of(NOW, Optional.of(current), Optional.of(forecast));
  }

  @Test
  void nothingKnownIsEmptyNotZero() {
    GridView view = GridView.unknown(NOW);
    assertThat(view.at(NOW)).isEmpty();
    assertThat(view.outlook()).isEmpty();
    assertThat(view.forecast()).isEmpty();
    assertThat(view.seam()).isEmpty();
    assertThat(view.asOf()).isEqualTo(NOW);
  }

  @Test
  void theOutlookMeetsWhatIsMeasuredAndReturnsToTheForecast() {
    double[] said = new double[49];
    Arrays.fill(said, 49.4);
    GridView view = view(current(59.6, HOUR, Kind.MEASURED), forecast(HOUR, said));
    IntensitySeries outlook = view.outlook().orElseThrow();
    assertThat(outlook.gramsPerKwh(0)).isCloseTo(59.6, within(1e-12));
    assertThat(outlook.gramsPerKwh(12)).isCloseTo(49.4 + 10.2 / 2, within(1e-12));
    assertThat(outlook.gramsPerKwh(48)).isCloseTo(49.4 + 10.2 / 16, within(1e-12));
    assertThat(outlook.provenance().source()).isEqualTo("grid, its latest error carried on");
    assertThat(view.forecast().orElseThrow().toArray()).isEqualTo(said);
    assertThat(view.keptUntil(NOW.plus(STEP), false).seam()).isEqualTo(view.seam());
    assertThat(view.seam()).contains(new Seam(HOUR, 59.6, 49.4));
    assertThat(view.seam().orElseThrow().biasGramsPerKwh()).isCloseTo(10.2, within(1e-12));
  }

  @Test
  void anErrorOfAStepThatIsOverCountsToo() {
    IntensitySeries said = forecast(HOUR.minus(Duration.ofHours(2)), 100, 110, 120, 130);
    GridView view = view(current(80, HOUR.minus(Duration.ofHours(2)), Kind.ESTIMATED), said);
    IntensitySeries outlook = view.outlook().orElseThrow();
    assertThat(outlook.start()).isEqualTo(HOUR);
    assertThat(outlook.size()).isEqualTo(2);
    assertThat(outlook.gramsPerKwh(0)).isCloseTo(120 - 20 * Math.pow(0.5, 2 / 12.0), within(1e-12));
    assertThat(outlook.gramsPerKwh(1)).isCloseTo(130 - 20 * Math.pow(0.5, 3 / 12.0), within(1e-12));
  }

  @Test
  void aSmallerStepForgetsAtTheSameRate() {
    double[] said = new double[100];
    Arrays.fill(said, 100);
    IntensitySeries quarters = IntensitySeries.of(
        Zone.of("DE"),
        Basis.LIFECYCLE,
        new Provenance("grid", Kind.FORECAST),
        HOUR,
        Duration.ofMinutes(15),
        said);
    GridView view =
        GridView.of(HOUR, Optional.of(current(140, HOUR, Kind.MEASURED)), Optional.of(quarters));
    assertThat(view.outlook().orElseThrow().gramsPerKwh(48)).isCloseTo(120, within(1e-12));
  }

  @Test
  void expectationsStayAtZeroOrMore() {
    GridView view = view(current(0, HOUR, Kind.MEASURED), forecast(HOUR, 90, 10, 90));
    assertThat(view.outlook().orElseThrow().gramsPerKwh(1)).isZero();
    assertThat(view.outlook().orElseThrow().gramsPerKwh(2)).isPositive();
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"FORECAST", "ASSUMED"})
  void aPresentThatIsNotMeasuredTellsNoError(Kind kind) {
    GridView view = view(current(300, HOUR, kind), forecast(HOUR, 100, 110));
    assertThat(view.seam()).isEmpty();
    assertThat(view.outlook().orElseThrow().toArray()).containsExactly(100, 110);
  }

  @Test
  void withoutAForecastOfTheMeasuredStepTheOutlookStaysAsItIs() {
    GridView view = view(current(300, HOUR.minus(STEP), Kind.MEASURED), forecast(HOUR, 100, 110));
    assertThat(view.seam()).isEmpty();
    assertThat(view.outlook().orElseThrow().toArray()).containsExactly(100, 110);
    GridView gap = view(current(300, HOUR, Kind.MEASURED), forecast(HOUR, Double.NaN, 110));
    assertThat(gap.seam()).isEmpty();
    assertThat(gap.outlook().orElseThrow().toArray()).containsExactly(Double.NaN, 110);
  }

  @Test
  void aForecastThatWasRightStaysAsItIs() {
    IntensitySeries right = forecast(HOUR, 100, 110);
    GridView view = view(current(100, HOUR.plusSeconds(600), Kind.MEASURED), right);
    assertThat(view.outlook()).contains(right);
    assertThat(view.seam()).contains(new Seam(HOUR, 100, 100));
  }

  @Test
  void gapsStayGaps() {
    GridView view = view(current(120, HOUR, Kind.MEASURED), forecast(HOUR, 100, Double.NaN, 100));
    assertThat(view.outlook().orElseThrow().gramsPerKwh(1)).isNaN();
    assertThat(view.at(HOUR.plus(STEP))).isEmpty();
  }

  @Test
  void thePresentHoldsWhileItsStepLastsAndTheOutlookAfterwards() {
    GridView view = view(current(120, HOUR, Kind.MEASURED), forecast(HOUR, 100, 200));
    assertThat(view.at(HOUR.plus(STEP).minusNanos(1)).orElseThrow().gramsPerKwh())
        .isEqualTo(120);
    Intensity later = view.at(HOUR.plus(STEP)).orElseThrow();
    assertThat(later.gramsPerKwh()).isEqualTo(200 + 20 * Math.pow(0.5, 1 / 12.0));
    assertThat(later.at()).isEqualTo(HOUR.plus(STEP));
    assertThat(later.provenance().kind()).isEqualTo(Kind.FORECAST);
    assertThat(view.at(HOUR.plus(STEP.multipliedBy(2)))).as("it ends early").isEmpty();
  }

  @Test
  void withoutAnOutlookThePresentHoldsForAnHour() {
    GridView view =
        GridView.of(NOW, Optional.of(current(120, HOUR, Kind.MEASURED)), Optional.empty());
    assertThat(view.at(HOUR.plus(STEP).minusNanos(1))).isPresent();
    assertThat(view.at(HOUR.plus(STEP))).isEmpty();
  }

  @Test
  void aForecastThatIsOverOrEmptyIsNoOutlook() {
    assertThat(GridView.of(NOW, Optional.empty(), Optional.of(forecast(HOUR.minus(STEP), 100)))
            .outlook())
        .isEmpty();
    assertThat(GridView.of(NOW, Optional.empty(), Optional.of(forecast(HOUR, Double.NaN)))
            .outlook())
        .isEmpty();
  }

  @Test
  void basesNeverMeet() {
    IntensitySeries direct = IntensitySeries.of(
        Zone.of("DE"),
        Basis.DIRECT,
        new Provenance("grid", Kind.FORECAST),
        HOUR,
        STEP,
        new double[] {1});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> view(current(120, HOUR, Kind.MEASURED), direct))
        .withMessageContainingAll("lifecycle", "direct");
  }

  @Test
  void growsOldPartByPart() {
    Intensity kept = current(120, HOUR, Kind.MEASURED)
        .withProvenance(
            new Provenance("grid", Kind.MEASURED, Freshness.cached(Duration.ofMinutes(10))));
    GridView view = view(kept, forecast(HOUR, 100, 110, 120));
    GridView later = view.keptUntil(NOW.plus(Duration.ofMinutes(70)), false);
    assertThat(later.asOf()).isEqualTo(NOW.plus(Duration.ofMinutes(70)));
    assertThat(later.current().orElseThrow().provenance().freshness())
        .isEqualTo(Freshness.cached(Duration.ofMinutes(80)));
    assertThat(later.forecast().orElseThrow().provenance().freshness())
        .isEqualTo(Freshness.cached(Duration.ofMinutes(70)));
    assertThat(later.outlook().orElseThrow().start()).isEqualTo(HOUR.plus(STEP));
    assertThat(later.outlook().orElseThrow().gramsPerKwh(0))
        .isEqualTo(view.outlook().orElseThrow().gramsPerKwh(1));
    assertThat(later.at(later.asOf()).orElseThrow().provenance().freshness())
        .isEqualTo(Freshness.cached(Duration.ofMinutes(70)));
    assertThat(view.keptUntil(NOW.plus(STEP), true)
            .outlook()
            .orElseThrow()
            .provenance()
            .freshness())
        .isEqualTo(Freshness.stale(STEP));
    assertThat(view.keptUntil(NOW.plus(Duration.ofDays(1)), true).outlook()).isEmpty();
    assertThat(view.keptUntil(NOW.minusSeconds(1), true)).isSameAs(view);
  }

  /**
   * Two sources differ in level for ever, and a table says nothing of this day: no error of one.
   */
  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"FORECAST", "ASSUMED"})
  void aForecastOfAnotherSourceIsLeftAsItIs(Kind kind) {
    IntensitySeries other =
        forecast(HOUR, 100, 100, 100).withProvenance(new Provenance("elsewhere", kind));
    GridView view = view(current(120, HOUR, Kind.MEASURED), other);
    assertThat(view.seam()).isEmpty();
    assertThat(view.outlook().orElseThrow().toArray()).containsExactly(100, 100, 100);
  }

  @Test
  void aForecastMadeFromTheSameSourcesHistoryIsCorrected() {
    IntensitySeries own = forecast(HOUR, 100, 100, 100)
        .withProvenance(
            new Provenance("profile forecast from grid (2 of 9 estimated)", Kind.FORECAST));
    assertThat(view(current(120, HOUR, Kind.MEASURED), own).seam())
        .contains(new Seam(HOUR, 120, 100));
  }

  @Test
  void anAssumedPresentHidesNoForecast() {
    GridView view = view(current(400, HOUR, Kind.ASSUMED), forecast(HOUR, 200, 210));
    assertThat(view.at(NOW).orElseThrow().gramsPerKwh()).isEqualTo(200);
    assertThat(view.at(NOW).orElseThrow().provenance().kind()).isEqualTo(Kind.FORECAST);
    assertThat(view(current(400, HOUR, Kind.ASSUMED), forecast(HOUR, Double.NaN, 210))
            .at(NOW))
        .as("better than nothing")
        .contains(current(400, HOUR, Kind.ASSUMED));
    IntensitySeries assumed =
        forecast(HOUR, 200, 210).withProvenance(new Provenance("table", Kind.ASSUMED));
    assertThat(view(current(400, HOUR, Kind.ASSUMED), assumed).at(NOW))
        .contains(current(400, HOUR, Kind.ASSUMED));
  }

  @Test
  void anOutlookOfWhichOnlyGapsAreLeftIsNone() {
    GridView view = view(current(120, HOUR, Kind.MEASURED), forecast(HOUR, 100, Double.NaN));
    assertThat(view.keptUntil(HOUR.plus(STEP), false).outlook()).isEmpty();
  }
}
