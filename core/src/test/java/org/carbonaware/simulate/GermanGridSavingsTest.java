package org.carbonaware.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.carbonaware.forecast.ErrorCarry;
import org.carbonaware.forecast.ProfileBlend;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.trace.Gaps;
import org.carbonaware.grid.trace.TraceFile;
import org.carbonaware.plan.Costs;
import org.carbonaware.plan.Policies;
import org.carbonaware.plan.Policy;
import org.junit.jupiter.api.Test;

/** 6.5 h of work in 36 h on the German grid of 2021, from 100 random starts. */
class GermanGridSavingsTest {
  private static final Path FILE =
      Path.of("..", "..", "shared", "data", "carboncast_2020_2021_hourly_lifecycle.csv.gz");
  private static final Instant YEAR = Instant.parse("2021-01-01T00:00:00Z");
  private static final Outlook HONEST = Outlook.forecast(new ErrorCarry(new ProfileBlend()));

  private final SplittableRandom random = new SplittableRandom(42);
  private final Instant[] starts = random
      .longs(100, 0, Duration.ofDays(363).toMinutes())
      .mapToObj(minute -> YEAR.plus(Duration.ofMinutes(minute)))
      .toArray(Instant[]::new);

  private static IntensitySeries germany() {
    assumeTrue(Files.exists(FILE), () -> FILE + " is not here");
    return TraceFile.read(FILE, Basis.LIFECYCLE, Gaps.FAIL).series(Zone.of("DE"));
  }

  /** Saved share of all emissions of running straight through; no deadline is missed. */
  private double saved(IntensitySeries trace, Outlook outlook, Policy policy, double idleShare) {
    Costs costs = new Costs(300, 300 * idleShare, Duration.ofSeconds(10), Duration.ofSeconds(30));
    ReplaySettings settings = new ReplaySettings(
        costs, Duration.ofMinutes(15), Duration.ofMinutes(16), Duration.ofMinutes(20));
    Replay replay = Replay.of(trace, outlook, settings);
    double saved = 0;
    double runNow = 0;
    for (Instant start : starts) {
      Duration work = Duration.ofMinutes(390);
      ReplayJob job =
          new ReplayJob(start, work, work.plusMinutes(39), work, start.plus(Duration.ofHours(36)));
      ReplayResult result = replay.run(policy, job);
      assertThat(result.met()).as("%s", result).isTrue();
      saved += result.savedGrams();
      runNow += result.runNowGrams();
    }
    return saved / runNow;
  }

  @Test
  void pausesSaveMoreTheLessThePausedMachineDraws() {
    IntensitySeries trace = germany();
    // As it was written: 13.1, 4.7, 2.0, 0.1 % on the forecast; 20.0, 10.5, 5.4, 1.0 % at best.
    double[] idleShares = {0, 0.05, 0.1, 0.2};
    double[] honest = new double[idleShares.length];
    double[] perfect = new double[idleShares.length];
    StringBuilder figures = new StringBuilder("saved at idle 0, 5, 10, 20 %:");
    for (int i = 0; i < idleShares.length; i++) {
      honest[i] = saved(trace, HONEST, Policies.plan(), idleShares[i]);
      perfect[i] = saved(trace, Outlook.perfect(), Policies.plan(), idleShares[i]);
      figures.append(" %.2f (of %.2f) %%".formatted(100 * honest[i], 100 * perfect[i]));
    }
    for (int i = 0; i < idleShares.length; i++) {
      assertThat(perfect[i]).as(figures.toString()).isGreaterThan(honest[i]);
      assertThat(honest[i]).as(figures.toString()).isGreaterThan(-0.01);
      assertThat(honest[i]).as(figures.toString()).isLessThan(i == 0 ? 1 : honest[i - 1]);
    }
    assertThat(honest[0]).as(figures.toString()).isGreaterThan(0.10);
    assertThat(perfect[0]).as(figures.toString()).isGreaterThan(0.15);
  }
}
