package org.carbonaware.control;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.carbonaware.CarbonAwareException;
import org.carbonaware.checkpoint.CheckpointStore;
import org.carbonaware.energy.EnergyMeter;
import org.carbonaware.energy.Meters;
import org.carbonaware.energy.PowerModel;
import org.carbonaware.forecast.Forecaster;
import org.carbonaware.forecast.Forecasters;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.Grids;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.zones.Zones;
import org.carbonaware.plan.Policies;
import org.carbonaware.plan.Policy;

/**
 * Configures a {@link CarbonController}. Needed are the zone, the deadline and the amount of work;
 * everything else has a default. Not safe for several threads; use once.
 */
public final class CarbonControllerBuilder extends RunDescription<CarbonControllerBuilder> {
  CarbonControllerBuilder() {}

  @Override
  CarbonControllerBuilder self() {
    return this;
  }

  /**
   * Where intensities come from. Default: {@link Grids#typical()}, the intensity typical for the
   * month and hour, and {@link Grids#yearlyAverage()} where that is not known. They need neither
   * key nor network and say that they are assumed.
   *
   * @param source the source
   * @return this
   */
  public CarbonControllerBuilder grid(GridSource source) {
    return grid(anyZone -> source);
  }

  /**
   * Where intensities come from, chosen by the zone, as {@code grid(Grids::live)} does.
   *
   * @param ofZone makes the source; called once, when the controller starts
   * @return this
   */
  public CarbonControllerBuilder grid(Function<Zone, GridSource> ofZone) {
    settings.gridOfZone = ofZone;
    return this;
  }

  /**
   * The grid zone the machine stands in. Required. Unless {@link #grid} names a source that may
   * know others, it must be one of {@link Zones}.
   *
   * @param key such as {@code DE} or {@code US-CAL-CISO}
   * @return this
   */
  public CarbonControllerBuilder zone(String key) {
    settings.zone = Zone.of(key);
    settings.zoneSet = true;
    return this;
  }

  /**
   * When to run. Default: {@link Policies#plan()}. The deadline guard always stands around it.
   *
   * @param choice the policy
   * @return this
   */
  public CarbonControllerBuilder policy(Policy choice) {
    settings.policy = choice;
    return this;
  }

  /**
   * How the outlook is made where the source has none. Default: {@link Forecasters#best()}, which
   * learns from up to two years of the zone's history. Forecasts are made on the grid's thread. The
   * first is made from the last 14 days; what more the forecaster's {@link Forecaster#memory()
   * memory} holds, and {@link GridSource#longestHistory} allows, comes afterwards, a quarter of a
   * year with each look at the grid.
   *
   * @param choice the forecaster
   * @return this
   */
  public CarbonControllerBuilder forecaster(Forecaster choice) {
    settings.forecaster = choice;
    return this;
  }

  /**
   * Where checkpoints are kept; a run found there is carried on, and left alone if it is complete.
   * Default: nowhere, then pauses only hold the training.
   *
   * @param directory made if missing; used by one process at a time
   * @return this
   */
  public CarbonControllerBuilder checkpoints(Path directory) {
    settings.checkpointDirectory = directory;
    return this;
  }

  /**
   * Another kind of store for checkpoints. It is closed with the controller.
   *
   * @param checkpoints the store
   * @return this
   */
  public CarbonControllerBuilder checkpoints(CheckpointStore checkpoints) {
    settings.store = checkpoints;
    return this;
  }

  /**
   * How many checkpoints are kept. Default 3.
   *
   * @param count at least 1
   * @return this
   */
  public CarbonControllerBuilder keepCheckpoints(int count) {
    settings.keepCheckpoints = count;
    return this;
  }

  /**
   * How often a checkpoint is written while the training runs. Default: 30 minutes.
   *
   * @param every above 0
   * @return this
   */
  public CarbonControllerBuilder checkpointEvery(Duration every) {
    settings.checkpointEvery = every;
    return this;
  }

  /**
   * Whether a run found in the checkpoint directory is carried on (default) or ignored.
   *
   * @param carryOn false to begin anew
   * @return this
   */
  public CarbonControllerBuilder resume(boolean carryOn) {
    settings.resume = carryOn;
    return this;
  }

  /**
   * Fixes the depth of all pauses. Default: by expected length.
   *
   * @param fixed the depth
   * @return this
   */
  public CarbonControllerBuilder depth(PauseDepth fixed) {
    settings.depth = Optional.of(fixed);
    if (fixed == PauseDepth.SUSPEND && settings.suspendLongerThan.isEmpty()) {
      settings.suspendLongerThan = Optional.of(Duration.ZERO);
    }
    return this;
  }

  /**
   * Lets pauses expected to last at least this long suspend the training: it leaves the process
   * with exit code 75 and somebody must start it again. Default: never.
   *
   * @param atLeast the shortest such pause
   * @param restoreTime how long it takes from starting the process until training goes on; kept in
   *     hand before the deadline
   * @return this
   */
  public CarbonControllerBuilder suspendLongerThan(Duration atLeast, Duration restoreTime) {
    settings.suspendLongerThan = Optional.of(atLeast);
    settings.restoreTime = restoreTime;
    return this;
  }

  /**
   * The meter. Default: the best this computer offers, as {@link Meters#detect(
   * java.util.function.LongSupplier)} finds it; with {@link #power}, the NVIDIA GPUs this process
   * may use measured, where there are any, and the rest of the machine estimated from processor
   * time and that power. It is closed with the controller.
   *
   * @param energyMeter the meter
   * @return this
   */
  public CarbonControllerBuilder meter(EnergyMeter energyMeter) {
    settings.meter = energyMeter;
    settings.meterTold = true;
    return this;
  }

  /**
   * The meter, opened when the controller starts. It is closed with the controller.
   *
   * @param ofTime opens it, given monotonic time in nanoseconds
   * @return this
   */
  public CarbonControllerBuilder meter(Function<LongSupplier, EnergyMeter> ofTime) {
    settings.meterOfTime = ofTime;
    settings.meterTold = true;
    return this;
  }

  /**
   * The power of the machine without its GPUs, by load: instead of what the computer's counters or
   * models tell, and for planning until power has been metered for a minute; until a pause has
   * been, its share of idle power is taken for a pause. Default: counters or models; for planning,
   * what the meter expects ({@link EnergyMeter#expectedPower()}): power limits of GPUs, design
   * power of processors, models of memory; of a meter that expects nothing, the processors' part.
   * Beside a meter of your own it is for planning only.
   *
   * @param model the power
   * @return this
   */
  public CarbonControllerBuilder power(PowerModel model) {
    settings.power = model;
    return this;
  }

  /**
   * Time kept in hand before the deadline. Default: 1 % of the time to the deadline, at least 1
   * minute, at most 30.
   *
   * @param time zero or more
   * @return this
   */
  public CarbonControllerBuilder margin(Duration time) {
    settings.margin = time;
    return this;
  }

  /**
   * Adds somebody who is told what happens, such as a ledger.
   *
   * @param listener called on the control thread
   * @return this
   */
  public CarbonControllerBuilder listener(ControllerListener listener) {
    settings.listeners.add(listener);
    return this;
  }

  /**
   * How often the controller looks and how often it decides. Default: every second and every
   * minute; news from the grid is decided on at once.
   *
   * @param tick the time between two looks at progress and energy, above 0
   * @param decide the longest time between two decisions, at least the first
   * @return this
   */
  public CarbonControllerBuilder pace(Duration tick, Duration decide) {
    settings.tickEvery = tick;
    settings.decideEvery = decide;
    return this;
  }

  /**
   * How often the grid source is asked. Default: every 5 minutes.
   *
   * @param every above 0
   * @return this
   */
  public CarbonControllerBuilder gridEvery(Duration every) {
    settings.gridEvery = every;
    return this;
  }

  /**
   * The longest interval of energy booked as one record. Default: 1 minute.
   *
   * @param longest above 0
   * @return this
   */
  public CarbonControllerBuilder energyEvery(Duration longest) {
    settings.energyEvery = longest;
    return this;
  }

  /**
   * The time the controller lives in. Default: the computer's.
   *
   * @param time the clock
   * @return this
   */
  public CarbonControllerBuilder clock(TrainingClock time) {
    settings.clock = GuardedClock.of(time);
    return this;
  }

  /**
   * Whether Ctrl-C and SIGTERM save the training before the process ends with 130 or 143 (default),
   * and how long that may take. A training thread that came to its safe point stands there until
   * the process is gone. A second Ctrl-C does not cut the wait short (the Java runtime takes no
   * second one); SIGKILL does, and then the last checkpoint counts.
   *
   * @param save false to leave signals alone
   * @param grace the longest wait for the training's next safe point, in real time
   * @return this
   */
  public CarbonControllerBuilder stopOnSignals(boolean save, Duration grace) {
    settings.stopOnSignals = save;
    settings.stopGrace = grace;
    return this;
  }

  /**
   * Starts the controller: reads what an earlier process left, judges whether the deadline can be
   * met, and begins to watch the grid. Does not wait for the network.
   *
   * @return the running controller; close it
   * @throws CarbonAwareException if settings are missing or wrong; all are named
   * @throws InfeasibleDeadlineException if the work can't be done by the deadline
   * @throws org.carbonaware.checkpoint.CheckpointException if the checkpoint directory can't be
   *     used, or holds nothing but damaged checkpoints
   */
  public CarbonController start() {
    CarbonController controller = build();
    try {
      controller.begin(true);
      return controller;
    } catch (RuntimeException | Error e) {
      closeAfter(e, controller::close);
      throw e;
    }
  }

  private static void closeAfter(Throwable failure, Runnable close) {
    try {
      close.run();
    } catch (RuntimeException | Error e) {
      if (e != failure) {
        failure.addSuppressed(e);
      }
    }
  }

  /** For tests: a controller without threads of its own. */
  CarbonController startWithoutThreads() {
    CarbonController controller = build();
    controller.begin(false);
    return controller;
  }

  private CarbonController build() {
    List<String> faults = settings.faults();
    if (!faults.isEmpty()) {
      throw new CarbonAwareException(
          "the carbon controller can't start: " + String.join("; ", faults));
    }
    CheckpointStore opened = settings.openStore();
    try {
      return new CarbonController(settings, opened);
    } catch (RuntimeException | Error e) {
      if (opened != null) {
        closeAfter(e, opened::close);
      }
      throw e;
    }
  }
}
