package org.carbonaware.grid.resilient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.carbonaware.grid.resilient.VirtualTime.START;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.Freshness;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.Zone;
import org.junit.jupiter.api.Test;

class BoundedSourceTest {
  private static final Zone ZONE = Zone.of("DE");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Instant NOON = START.truncatedTo(ChronoUnit.HOURS);
  private static final double NONE = Double.NaN;

  private final List<String> findings = new ArrayList<>();

  @Test
  void refusesAPresentValueThatCannotBe() {
    assertThatThrownBy(() -> current(5935, NOON))
        .isInstanceOf(GridException.class)
        .hasMessage("provider, DE: refused: 5935 gCO2e/kWh at 2030-01-15T12:00:00Z,"
            + " above 3000 gCO2e/kWh");
    assertThatThrownBy(() -> current(100, START.plusSeconds(1))).hasMessageContaining("after");
    assertThat(current(3000, NOON)).isPresent();
  }

  @Test
  void marksAPresentValueThatIsBehind() {
    assertThat(current(100, START.minus(Duration.ofHours(3)))
            .orElseThrow()
            .provenance()
            .freshness())
        .isEqualTo(Freshness.LIVE);
    assertThat(current(100, START.minus(Duration.ofHours(5)))
            .orElseThrow()
            .provenance()
            .freshness())
        .isEqualTo(Freshness.stale(Duration.ofHours(5)));
  }

  @Test
  void anHourOfZeroIsCleanAndThreeAreAnOutage() {
    Says says = new Says();
    GridSource bounded = bounded(says);
    for (int hour = 0; hour < 3; hour++) {
      says.current(0, NOON.plus(HOUR.multipliedBy(hour)));
      assertThat(bounded.current(ZONE, START.plus(HOUR.multipliedBy(hour)))).isPresent();
    }
    says.current(0, NOON.plus(HOUR.multipliedBy(3)));
    assertThatThrownBy(() -> bounded.current(ZONE, START.plus(HOUR.multipliedBy(3))))
        .hasMessageContaining("exactly 0 for PT3H or more");
    says.current(7, NOON.plus(HOUR.multipliedBy(4)));
    assertThat(bounded.current(ZONE, START.plus(HOUR.multipliedBy(4)))).isPresent();
    says.current(0, NOON.plus(HOUR.multipliedBy(5)));
    assertThat(bounded.current(ZONE, START.plus(HOUR.multipliedBy(5)))).isPresent();
  }

  @Test
  void takesRunsOfZerosAsMissing() {
    assertThat(forecast(9, 0, 0, 8, 0, 0, 0, 7, 0, 0, 0, 0).orElseThrow().toArray())
        .containsExactly(9, 0, 0, 8, NONE, NONE, NONE, 7, NONE, NONE, NONE, NONE);
    assertThat(findings)
        .containsExactly("provider, DE: 7 zeros in runs of PT3H or more taken as missing");
  }

  @Test
  void aForecastOfNothingButZerosIsNone() {
    assertThat(forecast(0, 0, 0, 0)).isEmpty();
  }

  @Test
  void takesValuesThatCannotBeAsMissing() {
    assertThat(forecast(100, 5935, 120).orElseThrow().toArray()).containsExactly(100, NONE, 120);
    assertThat(findings)
        .containsExactly("provider, DE: 1 of 3 values above 3000 gCO2e/kWh taken as missing");
  }

  @Test
  void reportsJumpsAndBelievesThem() {
    assertThat(forecast(100, 900, 120).orElseThrow().toArray()).containsExactly(100, 900, 120);
    assertThat(findings)
        .containsExactly(
            "provider, DE: jumps from 100 gCO2e/kWh to 900 gCO2e/kWh at" + " 2030-01-15T13:00:00Z");
  }

  @Test
  void cutsAForecastToWhatWasAsked() {
    Says says = new Says();
    says.series(NOON.minus(HOUR), 1, 2, 3, 4, 5);
    IntensitySeries cut = bounded(says).forecast(ZONE, START, HOUR).orElseThrow();
    assertThat(cut.start()).isEqualTo(NOON);
    assertThat(cut.toArray()).containsExactly(2, 3);
  }

  @Test
  void refusesAForecastAboutAnotherTime() {
    Says says = new Says();
    says.series(NOON.minus(DAY), 1, 2, 3);
    assertThatThrownBy(() -> bounded(says).forecast(ZONE, START, DAY))
        .isInstanceOf(GridException.class)
        .hasMessageContaining("does not hold 2030-01-15T12:10:00Z");
    says.series(NOON.plus(HOUR), 1, 2, 3);
    assertThatThrownBy(() -> bounded(says).forecast(ZONE, START, DAY))
        .hasMessageContaining("does not hold");
  }

  @Test
  void refusesAnswersAboutAnotherZoneOrBasis() {
    Says says = new Says();
    says.series(NOON, 1, 2, 3);
    assertThatThrownBy(() -> bounded(says).forecast(Zone.of("FR"), START, DAY))
        .hasMessageContaining("the answer is about DE");
    assertThatThrownBy(() -> bounded(says).history(Zone.of("FR"), START, START.plus(DAY)))
        .hasMessageContaining("the answer is about DE");
    GridSource liar = bounded(new FallbackSourceTest.ClaimsBasis(new Says(), Basis.MARGINAL));
    assertThatThrownBy(() -> liar.current(ZONE, START))
        .hasMessageContaining("counts lifecycle, not marginal");
  }

  private Optional<Intensity> current(double value, Instant at) {
    Says says = new Says();
    says.current(value, at);
    return bounded(says).current(ZONE, START);
  }

  private Optional<IntensitySeries> forecast(double... values) {
    Says says = new Says();
    says.series(NOON, values);
    return bounded(says).forecast(ZONE, START, DAY);
  }

  private GridSource bounded(GridSource source) {
    return BoundedSource.of(source, Bounds.ofDefaults(), findings::add);
  }

  /** Says what it is told to. */
  private static final class Says implements GridSource {
    private static final Provenance LIVE = new Provenance("provider", Provenance.Kind.MEASURED);

    private Intensity current = new Intensity(1, Basis.LIFECYCLE, NOON, LIVE);
    private IntensitySeries series =
        IntensitySeries.of(ZONE, Basis.LIFECYCLE, LIVE, NOON, HOUR, new double[0]);

    void current(double value, Instant at) {
      current = new Intensity(value, Basis.LIFECYCLE, at, LIVE);
    }

    void series(Instant start, double... values) {
      series = IntensitySeries.of(ZONE, Basis.LIFECYCLE, LIVE, start, HOUR, values);
    }

    @Override
    public String name() {
      return "provider";
    }

    @Override
    public Basis basis() {
      return Basis.LIFECYCLE;
    }

    @Override
    public Optional<Intensity> current(Zone zone, Instant now) {
      return Optional.of(current);
    }

    @Override
    public IntensitySeries history(Zone zone, Instant from, Instant to) {
      return series;
    }

    @Override
    public Optional<IntensitySeries> forecast(Zone zone, Instant now, Duration horizon) {
      return Optional.of(series);
    }
  }
}
