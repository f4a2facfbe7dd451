package org.carbonaware.control;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.carbonaware.CarbonAwareException;
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

/**
 * Configures a {@link CarbonController}. Needed are the zone, the deadline and the amount of work;
 * everything else has a default. Not safe for several threads; use once.
 */
public final class CarbonControllerBuilder {
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
  private double[] coordinates = {};
  private Optional<String> cloudProvider = Optional.empty();
  private Optional<String> cloudRegion = Optional.empty();
  final List<ControllerListener> listeners = new ArrayList<>();

  private @Nullable Function<Zone, GridSource> gridOfZone;
  private @Nullable GridSource grid;
  private boolean zoneSet;
  private boolean deadlineSet;
  private @Nullable Path checkpointDirectory;
  private @Nullable CheckpointStore store;
  private int keepCheckpoints = 3;
  private @Nullable EnergyMeter meter;
  private boolean meterTold;
  private @Nullable Function<LongSupplier, EnergyMeter> meterOfTime;
  private @Nullable PowerModel power;
  private @Nullable Duration margin;
  private Duration tickEvery = Duration.ofSeconds(1);
  private Duration decideEvery = Duration.ofMinutes(1);
  private Duration checkpointEvery = Duration.ofMinutes(30);
  private Duration releaseLongerThan = Duration.ofMinutes(10);
  private Optional<Duration> suspendLongerThan = Optional.empty();
  private Duration restoreTime = Duration.ofSeconds(30);

  CarbonControllerBuilder() {}

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
    gridOfZone = ofZone;
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
    zone = Zone.of(key);
    zoneSet = true;
    return this;
  }

  /**
   * When the training must have finished, counted from when the run first began (a resumed run
   * keeps its deadline). This or {@link #deadline(Instant)} is required.
   *
   * @param afterStart such as 24 hours, above 0
   * @return this
   */
  public CarbonControllerBuilder deadline(Duration afterStart) {
    deadline = new Deadline.After(afterStart);
    deadlineSet = !afterStart.isNegative() && !afterStart.isZero();
    return this;
  }

  /**
   * When the training must have finished.
   *
   * @param moment the deadline
   * @return this
   */
  public CarbonControllerBuilder deadline(Instant moment) {
    deadline = new Deadline.At(moment);
    deadlineSet = true;
    return this;
  }

  /**
   * The work: how many epochs the whole run trains. One of epochs, batches and expected work is
   * required; with epochs, nothing is paused before the first epoch has been counted, unless
   * {@link #expectedWork} is given too.
   *
   * @param count at least 1
   * @return this
   */
  public CarbonControllerBuilder epochs(long count) {
    work = new Work(count, work.batches(), work.runningTime());
    return this;
  }

  /**
   * The work: how many batches the whole run trains. Goes before {@link #epochs}.
   *
   * @param count at least 1
   * @return this
   */
  public CarbonControllerBuilder batches(long count) {
    work = new Work(work.epochs(), count, work.runningTime());
    return this;
  }

  /**
   * The work: how long the whole run takes without pauses, as far as you know. Used until the speed
   * is measured, and to refuse at the start what can't meet its deadline.
   *
   * @param runningTime above 0
   * @return this
   */
  public CarbonControllerBuilder expectedWork(Duration runningTime) {
    work = new Work(work.epochs(), work.batches(), Optional.of(runningTime));
    return this;
  }

  /**
   * When to run. Default: {@link Policies#plan()}. The deadline guard always stands around it.
   *
   * @param choice the policy
   * @return this
   */
  public CarbonControllerBuilder policy(Policy choice) {
    policy = choice;
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
    forecaster = choice;
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
    checkpointDirectory = directory;
    return this;
  }

  /**
   * Another kind of store for checkpoints. It is closed with the controller.
   *
   * @param checkpoints the store
   * @return this
   */
  public CarbonControllerBuilder checkpoints(CheckpointStore checkpoints) {
    store = checkpoints;
    return this;
  }

  /**
   * How many checkpoints are kept. Default 3.
   *
   * @param count at least 1
   * @return this
   */
  public CarbonControllerBuilder keepCheckpoints(int count) {
    keepCheckpoints = count;
    return this;
  }

  /**
   * How often a checkpoint is written while the training runs. Default: 30 minutes.
   *
   * @param every above 0
   * @return this
   */
  public CarbonControllerBuilder checkpointEvery(Duration every) {
    checkpointEvery = every;
    return this;
  }

  /**
   * Whether a run found in the checkpoint directory is carried on (default) or ignored.
   *
   * @param carryOn false to begin anew
   * @return this
   */
  public CarbonControllerBuilder resume(boolean carryOn) {
    resume = carryOn;
    return this;
  }

  /**
   * Fixes the depth of all pauses. Default: by expected length.
   *
   * @param fixed the depth
   * @return this
   */
  public CarbonControllerBuilder depth(PauseDepth fixed) {
    depth = Optional.of(fixed);
    if (fixed == PauseDepth.SUSPEND && suspendLongerThan.isEmpty()) {
      suspendLongerThan = Optional.of(Duration.ZERO);
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
    suspendLongerThan = Optional.of(atLeast);
    this.restoreTime = restoreTime;
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
    meter = energyMeter;
    meterTold = true;
    return this;
  }

  /**
   * The meter, opened when the controller starts. It is closed with the controller.
   *
   * @param ofTime opens it, given monotonic time in nanoseconds
   * @return this
   */
  public CarbonControllerBuilder meter(Function<LongSupplier, EnergyMeter> ofTime) {
    meterOfTime = ofTime;
    meterTold = true;
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
    power = model;
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
    margin = time;
    return this;
  }

  /**
   * Adds somebody who is told what happens, such as a ledger.
   *
   * @param listener called on the control thread
   * @return this
   */
  public CarbonControllerBuilder listener(ControllerListener listener) {
    listeners.add(listener);
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
    tickEvery = tick;
    decideEvery = decide;
    return this;
  }

  /**
   * How often the grid source is asked. Default: every 5 minutes.
   *
   * @param every above 0
   * @return this
   */
  public CarbonControllerBuilder gridEvery(Duration every) {
    gridEvery = every;
    return this;
  }

  /**
   * The longest interval of energy booked as one record. Default: 1 minute.
   *
   * @param longest above 0
   * @return this
   */
  public CarbonControllerBuilder energyEvery(Duration longest) {
    energyEvery = longest;
    return this;
  }

  /**
   * The project or experiment the run belongs to, for its record and reports. Default: none.
   *
   * @param name a name
   * @return this
   */
  public CarbonControllerBuilder project(String name) {
    project = Optional.of(name);
    return this;
  }

  /**
   * What is trained, for the run's record and reports, where you know better than the integration:
   * what is said here counts more than what the framework tells. Default: nothing.
   *
   * @param facts what is known; a later call counts more
   * @return this
   */
  public CarbonControllerBuilder training(TrainingFacts facts) {
    training = facts.or(training);
    return this;
  }

  /**
   * The model's name, for the run's record and reports. Default: what the framework calls it.
   *
   * @param name such as {@code digits-cnn}
   * @return this
   */
  public CarbonControllerBuilder model(String name) {
    return training(TrainingFacts.UNKNOWN.withModel(name));
  }

  /**
   * What the model is for, for the run's record and reports. Default: unknown.
   *
   * @param name such as {@code imageClassification}
   * @return this
   */
  public CarbonControllerBuilder task(String name) {
    return training(TrainingFacts.UNKNOWN.withTask(name));
  }

  /**
   * Where the computer stands, for the run's record and reports: nothing looks that up. Default:
   * unknown, and reports name the grid zone's country only.
   *
   * @param latitude degrees north, -90 to 90
   * @param longitude degrees east, -180 to 180
   * @return this
   */
  public CarbonControllerBuilder coordinates(double latitude, double longitude) {
    coordinates = new double[] {latitude, longitude};
    return this;
  }

  /**
   * The cloud that rents the computer out, for the run's record and reports: nothing looks that up.
   * Default: unknown, which reports take for no cloud.
   *
   * @param provider such as {@code aws}
   * @param region the cloud's name for the region, such as {@code eu-central-1}
   * @return this
   */
  public CarbonControllerBuilder cloud(String provider, String region) {
    cloudProvider = Optional.of(provider);
    cloudRegion = Optional.of(region);
    return this;
  }

  /**
   * What is counted besides the computer's energy: the facility (PUE, water), what the electricity
   * was bought as, what making the hardware emitted. Default: a PUE of 1, bought from the grid, and
   * the hardware looked up by the names of the devices that are metered. What is given here of the
   * hardware also counts in decisions, for the time a paused training keeps it; what is looked up
   * is only reported.
   *
   * @param counted the boundary
   * @return this
   */
  public CarbonControllerBuilder boundary(Boundary counted) {
    boundary = counted;
    return this;
  }

  /**
   * The time the controller lives in. Default: the computer's.
   *
   * @param time the clock
   * @return this
   */
  public CarbonControllerBuilder clock(TrainingClock time) {
    clock = time;
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
    stopOnSignals = save;
    stopGrace = grace;
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
    controller.begin(true);
    return controller;
  }

  /** For tests: a controller without threads of its own. */
  CarbonController startWithoutThreads() {
    CarbonController controller = build();
    controller.begin(false);
    return controller;
  }

  private CarbonController build() {
    List<String> faults = faults();
    if (!faults.isEmpty()) {
      throw new CarbonAwareException(
          "the carbon controller can't start: " + String.join("; ", faults));
    }
    CheckpointStore opened = store;
    if (opened == null && checkpointDirectory != null) {
      opened = DirectoryCheckpointStore.open(checkpointDirectory, keepCheckpoints);
    }
    try {
      return new CarbonController(this, opened);
    } catch (RuntimeException e) {
      if (opened != null) {
        opened.close();
      }
      throw e;
    }
  }

  private List<String> faults() {
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
    return meter()
        .expectedPower()
        .filter(known -> known.fullWatts() > 0)
        .orElseGet(() -> ExpectedPower.ofProcessors(Hardware.detect()));
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
        restoreTime,
        expected.fullWatts(),
        expected.idleWatts(),
        expected.basis(),
        boundary.facility().pue(),
        boundary.embodied().map(Embodied::gramsPerHour).orElse(0.0));
  }
}
