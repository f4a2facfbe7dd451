package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.SplittableRandom;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.Freshness;
import org.carbonaware.grid.Grids;
import org.carbonaware.grid.electricitymaps.ElectricityMapsGridSource;
import org.carbonaware.grid.energycharts.EnergyChartsGridSource;
import org.carbonaware.grid.http.ApiKey;
import org.carbonaware.grid.http.HttpLimits;
import org.carbonaware.grid.resilient.ChaosGrid;
import org.carbonaware.grid.tck.FakeProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A controlled training over two real sources whose servers do everything wrong at random. */
@Tag("slow")
@Timeout(300)
class HttpChaosTest {
  private static final HttpLimits IMPATIENT =
      new HttpLimits(Duration.ofSeconds(5), Duration.ofMillis(400), 1 << 17);

  private final TestClock clock = new TestClock();

  @Test
  void whateverServersAnswerNothingUntrueIsDecidedOn() {
    SplittableRandom random = new SplittableRandom(42);
    try (FakeProvider maps = new FakeProvider();
        FakeProvider charts = new FakeProvider();
        FakeProvider elsewhere = new FakeProvider()) {
      URI other = elsewhere.address();
      ChaoticServer mapsServer = ChaoticServer.electricityMaps(clock, random.split(), other);
      ChaoticServer chartsServer = ChaoticServer.energyCharts(clock, random.split(), other);
      maps.serve(mapsServer::answer);
      charts.serve(chartsServer::answer);
      ChaosGrid grid = new ChaosGrid(clock, clock::advance, 42)
          .real(
              ElectricityMapsGridSource.at(
                  maps.address().resolve("/v3"),
                  ApiKey.of("a-key-to-keep"),
                  Basis.LIFECYCLE,
                  IMPATIENT,
                  clock),
              Duration.ofMinutes(15))
          .real(
              EnergyChartsGridSource.at(charts.address(), IMPATIENT, clock), Duration.ofMinutes(15))
          .last(Grids.typical(clock));
      try (ChaoticRun run = new ChaoticRun(grid, clock, new SplittableRandom(42))) {
        run.until(5_000);

        run.check();
        grid.checkQuota();
        assertThat(grid.seen())
            .contains(Freshness.State.LIVE, Freshness.State.CACHED, Freshness.State.STALE);
        assertThat(mapsServer.faultsSeen()).containsOnly(ChaoticServer.Fault.values());
        assertThat(chartsServer.faultsSeen()).containsOnly(ChaoticServer.Fault.values());
        assertThat(elsewhere.questions()).as("redirects followed").isZero();
      }
    }
  }
}
