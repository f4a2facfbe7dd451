package org.carbonaware.cli.docs;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.carbonaware.checkpoint.Snapshot;
import org.carbonaware.checkpoint.TrainingIdentity;
import org.carbonaware.control.CarbonController;
import org.carbonaware.control.PauseDepth;
import org.carbonaware.control.TrainingClock;
import org.carbonaware.control.TrainingSuspendedException;
import org.carbonaware.energy.Meters;
import org.carbonaware.energy.PowerModel;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.Grids;
import org.carbonaware.grid.trace.Gaps;
import org.carbonaware.ledger.Ledger;
import org.carbonaware.ledger.RunAccount;

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
    page.run("carbon-trainer generate-sample-data --zone DE --start 2024-01-01T00:00Z --days 120"
        + " --out grid.csv");
    Path ledger = page.path().resolve("carbon-ledger");
    for (int trial = 0; trial < 10; trial++) {
      page.run("rm -rf carbon-ledger checkpoints");
      record(page.path(), ledger);
      if (RunAccount.read(Ledger.files(ledger).get(0)).decisions().size() == 2) {
        return;
      }
    }
    throw new AssertionError("the forecast was always there before the first decision");
  }

  private static void record(Path folder, Path ledger) {
    TrainingClock clock = TrainingClock.scaled(EVENING, 1);
    PowerModel power = new PowerModel(35, 350);
    Snapshot nothing = new Snapshot(
        TrainingIdentity.of("none", "1", "", "a training that is only waited for"),
        Map.of(),
        List.of());
    try (CarbonController carbon = CarbonController.builder()
        .clock(clock)
        .zone("DE")
        .grid(Grids.trace(folder.resolve("grid.csv"), Basis.LIFECYCLE, Gaps.FAIL, clock))
        .expectedWork(Duration.ofHours(8))
        .deadline(Duration.ofHours(24))
        .power(power)
        .meter(Meters.detect(power, clock::nanoTime))
        .depth(PauseDepth.SUSPEND)
        .checkpoints(folder.resolve("checkpoints"))
        .listener(Ledger.in(ledger))
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
}
