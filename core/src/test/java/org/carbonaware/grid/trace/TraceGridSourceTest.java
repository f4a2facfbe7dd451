package org.carbonaware.grid.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.tck.GridSourceContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TraceGridSourceTest {
  private static final Zone DE = Zone.of("DE");
  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
  private static final Instant NOW = Instant.parse("2024-01-03T10:20:00Z");

  private static IntensitySeries series(Zone zone, Basis basis) {
    double[] values = new double[24 * 5];
    Arrays.setAll(values, i -> 100 + i);
    values[40] = Double.NaN;
    Provenance measured = new Provenance("test", Provenance.Kind.MEASURED);
    return IntensitySeries.of(zone, basis, measured, START, Duration.ofHours(1), values);
  }

  private static Trace trace() {
    return new Trace("test", Map.of(DE, series(DE, Basis.DIRECT)), List.of(), 0, 1);
  }

  @Nested
  class Plain extends GridSourceContract {
    @Override
    protected GridSource source(InstantSource clock) {
      return TraceGridSource.of(trace(), clock);
    }

    @Override
    protected Zone zone() {
      return DE;
    }

    @Override
    protected Instant now() {
      return NOW;
    }

    @Test
    void makesNoForecast() {
      assertThat(source(InstantSource.fixed(NOW)).forecast(DE, NOW, Duration.ofDays(1)))
          .isEmpty();
    }

    @Test
    void theStepUnderWayIsTheLastOfTheHistory() {
      IntensitySeries history =
          source(InstantSource.fixed(NOW)).history(DE, Instant.MIN, Instant.MAX);
      assertThat(history.start()).isEqualTo(START);
      assertThat(history.end()).isEqualTo(Instant.parse("2024-01-03T11:00:00Z"));
    }

    @Test
    void aStepThatStartsNowIsVisibleAndTheNextIsNot() {
      Instant hour = Instant.parse("2024-01-03T10:00:00Z");
      GridSource source = source(InstantSource.fixed(hour));
      assertThat(source.history(DE, START, Instant.MAX).end()).isEqualTo(hour.plusSeconds(3600));
      assertThat(source.history(DE, START, hour).end()).isEqualTo(hour);
    }

    @Test
    void hasNothingWhereTheTraceHasNothing() {
      GridSource source = source(InstantSource.fixed(Instant.parse("2030-01-01T00:00:00Z")));
      assertThat(source.current(DE, START.minusNanos(1))).isEmpty();
      assertThat(source.current(DE, START.plus(Duration.ofDays(5)))).isEmpty();
      assertThat(source.current(DE, START.plus(Duration.ofHours(40)))).as("NaN").isEmpty();
    }
  }

  @Nested
  class Perfect extends GridSourceContract {
    @Override
    protected GridSource source(InstantSource clock) {
      return TraceGridSource.withPerfectForecast(trace(), clock);
    }

    @Override
    protected Zone zone() {
      return DE;
    }

    @Override
    protected Instant now() {
      return NOW;
    }

    @Test
    void forecastsTheTraceItselfAndSaysSo() {
      GridSource source = source(InstantSource.fixed(NOW));
      IntensitySeries forecast = source.forecast(DE, NOW, Duration.ofHours(2)).orElseThrow();
      assertThat(forecast.toArray()).containsExactly(158, 159, 160);
      assertThat(forecast.provenance().kind()).isEqualTo(Provenance.Kind.FORECAST);
      assertThat(forecast.provenance().source()).contains("perfect forecast");
      assertThat(source.current(DE, NOW).orElseThrow().provenance().kind())
          .isEqualTo(Provenance.Kind.MEASURED);
    }

    @Test
    void isCutAtTheEndOfTheTraceAndEmptyOutsideIt() {
      GridSource source = source(InstantSource.fixed(NOW));
      assertThat(source.forecast(DE, NOW, Duration.ofDays(30)).orElseThrow().end())
          .isEqualTo(START.plus(Duration.ofDays(5)));
      assertThat(source.forecast(DE, START.minusNanos(1), Duration.ofDays(1))).isEmpty();
      assertThat(source.forecast(DE, START.plus(Duration.ofDays(5)), Duration.ofDays(1)))
          .isEmpty();
    }
  }

  @Test
  void refusesSeriesOfDifferentBasis() {
    Map<Zone, IntensitySeries> mixed = new LinkedHashMap<>();
    mixed.put(DE, series(DE, Basis.DIRECT));
    mixed.put(Zone.of("FR"), series(Zone.of("FR"), Basis.LIFECYCLE));
    Trace trace = new Trace("mixed", mixed, List.of(), 0, 0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TraceGridSource.of(trace, InstantSource.fixed(NOW)))
        .withMessageContaining("FR is lifecycle");
  }
}
