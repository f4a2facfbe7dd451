package org.carbonaware.control;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.carbonaware.checkpoint.CheckpointStore;
import org.carbonaware.checkpoint.DirectoryCheckpointStore;
import org.carbonaware.energy.EnergyMeter;
import org.carbonaware.energy.ExpectedPower;
import org.carbonaware.energy.Hardware;
import org.carbonaware.energy.Meters;
import org.carbonaware.energy.PowerModel;
import org.carbonaware.footprint.Boundary;
import org.carbonaware.footprint.Embodied;
import org.carbonaware.forecast.Forecaster;
import org.carbonaware.forecast.Forecasters;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.Grids;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.zones.Zones;
import org.carbonaware.plan.Policies;
import org.carbonaware.plan.Policy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a {@link CarbonControllerBuilder} was told, or else the default; whether it is all there and
 * right; and the parts of a run that follow from it. What costs something is made once, when it is
 * first asked for. Belongs to one thread.
 */
final class ControllerSettings {
  private static final Logger log = LoggerFactory.getLogger(ControllerSettings.class);

  TrainingClock clock = TrainingClock.system();

  Zone zone = Zone.of("unset");
  Forecaster forecaster = Forecasters.best();
  Policy policy = Policies.plan();
  Deadline deadline = new Deadline.After(Duration.ZERO);
  Work work = new Work(0, 0, Optional.empty());
  boolean resume = true;
  boolean stopOnSignals = true;
  Duration stopGrace = Duration.ofSeconds(30);
  Duration gridEvery = Duration.ofMinutes(5);
  Duration energyEvery = Duration.ofMinutes(1);
  Duration checkpointTime = Duration.ofSeconds(10);
  Optional<PauseDepth> depth = Optional.empty();
  Optional<String> project = Optional.empty();
  Boundary boundary = Boundary.DEFAULT;
  TrainingFacts training = TrainingFacts.UNKNOWN;
  double[] coordinates = {};
  Optional<String> cloudProvider = Optional.empty();
  Optional<String> cloudRegion = Optional.empty();
  final List<ControllerListener> listeners = new ArrayList<>();

  @Nullable
  Function<Zone, GridSource> gridOfZone;

  @Nullable
  GridSource grid;

  boolean zoneSet;
  boolean deadlineSet;

  @Nullable
  Path checkpointDirectory;

  @Nullable
  CheckpointStore store;

  int keepCheckpoints = 3;

  @Nullable
  EnergyMeter meter;

  @Nullable
  Function<LongSupplier, EnergyMeter> meterOfTime;

  boolean meterTold;

  @Nullable
  PowerModel power;

  @Nullable
  Duration margin;

  Duration tickEvery = Duration.ofSeconds(1);
  Duration decideEvery = Duration.ofMinutes(1);
  Duration checkpointEvery = Duration.ofMinutes(30);
  Duration releaseLongerThan = Duration.ofMinutes(10);
  Optional<Duration> suspendLongerThan = Optional.empty();
  Duration restoreTime = Duration.ofSeconds(30);

  /** All that is missing or wrong, in words. */
  List<String> faults() {
    Faults faults = new Faults();
    faults.addIf(!zoneSet, "the zone is missing: add zone(\"DE\")");
    if (zoneSet && gridOfZone == null) {
      faults.addIfThrown(() -> Zones.require(zone));
    }
    faults.addIf(
        !deadlineSet,
        "the deadline is missing or not in the future: add deadline(Duration.ofHours(24))");
    faults.addIf(
        !work.declared() || work.epochs() < 0 || work.batches() < 0,
        "the amount of work is missing: add epochs(20), batches(50_000) or expectedWork(Duration.ofHours(8))"
            + ", or the deadline can't be guarded");
    faults.addIf(
        depth.equals(Optional.of(PauseDepth.SUSPEND))
            && checkpointDirectory == null
            && store == null,
        "pauses of depth SUSPEND need somewhere to save: add checkpoints(Path.of(\"checkpoints\"))");
    faults.addIfThrown(this::site);
    faults.positive("pace: tick", tickEvery);
    faults.positive("pace: decide", decideEvery);
    faults.positive("gridEvery", gridEvery);
    faults.positive("energyEvery", energyEvery);
    faults.positive("checkpointEvery", checkpointEvery);
    work.runningTime().ifPresent(time -> faults.positive("expectedWork", time));
    faults.notNegative("suspendLongerThan: restoreTime", restoreTime);
    faults.notNegative("margin", margin == null ? Duration.ZERO : margin);
    faults.addIf(
        keepCheckpoints < 1, "keepCheckpoints is " + keepCheckpoints + ": expected at least 1");
    return faults.found();
  }

  GridSource grid() {
    GridSource chosen = grid;
    if (chosen == null) {
      chosen = gridOfZone == null
          ? Grids.typical(clock).orElse(Grids.yearlyAverage(clock))
          : gridOfZone.apply(zone);
      grid = chosen;
    }
    return chosen;
  }

  /** Where the computer stands. */
  HostFacts.Site site() {
    return new HostFacts.Site(
        coordinates.length == 0
            ? Optional.empty()
            : Optional.of(new HostFacts.Coordinates(coordinates[0], coordinates[1])),
        cloudProvider.filter(name -> !name.isBlank()),
        cloudRegion.filter(name -> !name.isBlank()));
  }

  boolean assumesTheGrid() {
    return gridOfZone == null;
  }

  EnergyMeter meter() {
    EnergyMeter chosen = meter;
    if (chosen == null && meterOfTime != null) {
      chosen = meterOfTime.apply(clock::nanoTime);
      meter = chosen;
    } else if (chosen == null) {
      chosen =
          power == null ? Meters.detect(clock::nanoTime) : Meters.detect(power, clock::nanoTime);
      meter = chosen;
    }
    return chosen;
  }

  /** What is known of the machine's power before it is metered. */
  private ExpectedPower expectedPower() {
    if (power != null && meterTold) {
      return new ExpectedPower(power.idleWatts(), power.fullWatts(), "as it was told");
    }
    Optional<ExpectedPower> expected = Optional.empty();
    try {
      expected = meter().expectedPower().filter(known -> known.fullWatts() > 0);
    } catch (RuntimeException | LinkageError e) {
      log.warn("the energy meter can't tell what to expect; plans assume processors only", e);
    }
    return expected.orElseGet(() -> ExpectedPower.ofProcessors(Hardware.detect()));
  }

  ControlSettings toControlSettings() {
    Duration hold = margin == null ? deadline.usualMargin(clock.instant()) : margin;
    ExpectedPower expected = expectedPower();
    return new ControlSettings(
        clock,
        policy,
        hold,
        tickEvery,
        decideEvery,
        checkpointEvery,
        depth,
        releaseLongerThan,
        suspendLongerThan,
        expected.fullWatts(),
        expected.idleWatts(),
        expected.basis(),
        boundary.facility().pue(),
        boundary.embodied().map(Embodied::gramsPerHour).orElse(0.0));
  }

  /** The store for checkpoints, if any is wanted. */
  @Nullable
  CheckpointStore openStore() {
    return store == null && checkpointDirectory != null
        ? DirectoryCheckpointStore.open(checkpointDirectory, keepCheckpoints)
        : store;
  }
}
