package org.carbonaware.cli.docs;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.carbonaware.checkpoint.Snapshot;
import org.carbonaware.checkpoint.TrainingIdentity;
import org.carbonaware.control.CarbonController;
import org.carbonaware.control.ControllerEvent;
import org.carbonaware.control.PauseDepth;
import org.carbonaware.control.TrainingClock;
import org.carbonaware.control.TrainingSuspendedException;
import org.carbonaware.energy.Meters;
import org.carbonaware.energy.PowerModel;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.Grids;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.trace.Gaps;
import org.carbonaware.ledger.Ledger;

/**
 * The record of a training of eight hours due in a day, begun in a dirty evening of a made-up grid:
 * it leaves at once, so that pages show a real decision without the hours.
 */
final class RecordedTraining {
  private static final Instant EVENING = Instant.parse("2024-04-09T18:00:00Z");
  private static final long MOST_NANOS = Duration.ofSeconds(30).toNanos();

  private RecordedTraining() {}

  /** Makes the page's carbon-ledger, of one decision before the first forecast and one after. */
  static void in(PageFolder page) throws Exception {
    page.run("carbon-trainer generate-sample-data --zone DE --start 2024-03-27T00:00Z --days 20"
        + " --out grid.csv");
    Path ledger = page.path().resolve("carbon-ledger");
    record(page.path(), ledger);
  }

  private static void record(Path folder, Path ledger) {
    TrainingClock clock = TrainingClock.scaled(EVENING, 1);
    CountDownLatch decided = new CountDownLatch(1);
    PowerModel power = new PowerModel(35, 350);
    Snapshot nothing = new Snapshot(
        TrainingIdentity.of("none", "1", "", "a training that is only waited for"),
        Map.of(),
        List.of());
    try (CarbonController carbon = CarbonController.builder()
        .clock(clock)
        .zone("DE")
        .grid(new Slow(
            Grids.trace(folder.resolve("grid.csv"), Basis.LIFECYCLE, Gaps.FAIL, clock), decided))
        .expectedWork(Duration.ofHours(8))
        .deadline(Duration.ofHours(24))
        .power(power)
        .meter(Meters.detect(power, clock::nanoTime))
        .depth(PauseDepth.SUSPEND)
        .checkpoints(folder.resolve("checkpoints"))
        .listener(Ledger.in(ledger))
        .listener(event -> {
          if (event instanceof ControllerEvent.DecisionMade) {
            decided.countDown();
          }
        })
        .start()) {
      carbon.gate().join(Thread.currentThread());
      long begin = System.nanoTime();
      while (System.nanoTime() - begin < MOST_NANOS) {
        carbon.gate().safePoint(() -> nothing);
      }
      throw new AssertionError("the training was not suspended: " + carbon.state());
    } catch (TrainingSuspendedException suspended) {
      // Its record is complete.
    }
  }

  /** A grid that answers after the first decision, as one over a network does. */
  private record Slow(GridSource grid, CountDownLatch decided) implements GridSource {
    private void waitForIt() {
      try {
        decided.await(MOST_NANOS, TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public String name() {
      return grid.name();
    }

    @Override
    public Basis basis() {
      return grid.basis();
    }

    @Override
    public Optional<Intensity> current(Zone zone, Instant now) {
      waitForIt();
      return grid.current(zone, now);
    }

    @Override
    public IntensitySeries history(Zone zone, Instant from, Instant to) {
      return grid.history(zone, from, to);
    }

    @Override
    public Optional<IntensitySeries> forecast(Zone zone, Instant now, Duration horizon) {
      return grid.forecast(zone, now, horizon);
    }
  }
}
