package org.carbonaware.grid.resilient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.carbonaware.grid.resilient.ScriptedSource.ZONE;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.Freshness;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.Grids;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Zone;
import org.junit.jupiter.api.Test;

class FallbackSourceTest {
  private static final Duration DAY = Duration.ofDays(1);

  private final VirtualTime time = new VirtualTime();
  private final ScriptedSource first = new ScriptedSource("first", Basis.LIFECYCLE, time);
  private final ScriptedSource second = new ScriptedSource("second", Basis.LIFECYCLE, time);
  private final GridSource chain = FallbackSource.of(List.of(first, second));

  @Test
  void prefersTheFirst() {
    assertThat(current(chain).provenance().source()).isEqualTo("first");
    assertThat(second.asked()).isZero();
  }

  @Test
  void namesTheSourceThatAnsweredInstead() {
    for (RuntimeException error : List.of(
        GridException.passing("HTTP 503", null),
        GridException.lasting("HTTP 404"),
        new IllegalStateException("a fault"))) {
      first.failsWith(error);
      assertThat(current(chain).provenance().source()).isEqualTo("second");
      assertThat(forecast(chain).provenance().source()).isEqualTo("second");
      assertThat(chain
              .history(ZONE, time.instant().minus(DAY), time.instant())
              .provenance()
              .source())
          .isEqualTo("second");
    }
  }

  @Test
  void asksTheNextIfTheFirstHasNothing() {
    first.makesForecasts(false);
    assertThat(forecast(chain).provenance().source()).isEqualTo("second");
  }

  @Test
  void nothingAnywhereIsNothingAndNotAFailure() {
    first.makesForecasts(false);
    second.isDown();
    assertThat(chain.forecast(ZONE, time.instant(), DAY)).isEmpty();
  }

  @Test
  void saysWhyNobodyAnswered() {
    first.failsWith(GridException.lasting("first: HTTP 401"));
    second.isDown();
    assertThatThrownBy(() -> current(chain))
        .isInstanceOf(GridException.class)
        .hasMessage("first: HTTP 401; and second: HTTP 503")
        .satisfies(e -> assertThat(((GridException) e).mayHelpToRetry()).isTrue());
  }

  @Test
  void prefersALiveAnswerToAStaleOneAndThatToAStaticOne() {
    GridSource kept = CachedSource.of(first, Cadence.every(Duration.ofMinutes(15)), time);
    GridSource typical = Grids.typical(time);
    assertThat(kept.forecast(ZONE, time.instant(), DAY)).isPresent();
    first.isDown();
    time.pass(Duration.ofHours(2));
    GridSource withTwo = FallbackSource.of(List.of(typical, kept, second));
    assertThat(forecast(withTwo).provenance().source()).isEqualTo("second");
    second.isDown();
    IntensitySeries stale = forecast(withTwo);
    assertThat(stale.provenance().source()).isEqualTo("first");
    assertThat(stale.provenance().freshness()).isEqualTo(Freshness.stale(Duration.ofHours(2)));
    time.pass(Duration.ofDays(2));
    assertThat(forecast(withTwo).provenance().freshness()).isEqualTo(Freshness.STATIC);
  }

  @Test
  void refusesSourcesOfAnotherBasis() {
    ScriptedSource marginal = new ScriptedSource("marginal one", Basis.MARGINAL, time);
    assertThatThrownBy(() -> FallbackSource.of(List.of(first, marginal)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("first (lifecycle)")
        .hasMessageContaining("marginal one (marginal)");
  }

  @Test
  void refusesAnswersInAnotherBasisThanPromised() {
    ScriptedSource direct = new ScriptedSource("direct", Basis.DIRECT, time);
    GridSource liar = new ClaimsBasis(direct, Basis.LIFECYCLE);
    GridSource guarded = FallbackSource.of(List.of(liar, second));
    assertThat(current(guarded).provenance().source()).isEqualTo("second");
    assertThat(forecast(guarded).basis()).isEqualTo(Basis.LIFECYCLE);
    GridSource alone = FallbackSource.of(List.of(liar));
    assertThatThrownBy(() -> alone.history(ZONE, time.instant().minus(DAY), time.instant()))
        .isInstanceOf(GridException.class)
        .hasMessageContaining("direct figures")
        .hasMessageContaining("lifecycle");
  }

  @Test
  void refusesAnEmptyChain() {
    assertThatThrownBy(() -> FallbackSource.of(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least one");
  }

  private Intensity current(GridSource source) {
    return source.current(ZONE, time.instant()).orElseThrow();
  }

  private IntensitySeries forecast(GridSource source) {
    return source.forecast(ZONE, time.instant(), DAY).orElseThrow();
  }

  /** Says it counts something else than it does. */
  record ClaimsBasis(GridSource source, Basis basis) implements GridSource {
    @Override
    public String name() {
      return source.name();
    }

    @Override
    public Optional<Intensity> current(Zone zone, Instant now) {
      return source.current(zone, now);
    }

    @Override
    public IntensitySeries history(Zone zone, Instant from, Instant to) {
      return source.history(zone, from, to);
    }

    @Override
    public Optional<IntensitySeries> forecast(Zone zone, Instant now, Duration horizon) {
      return source.forecast(zone, now, horizon);
    }
  }
}
