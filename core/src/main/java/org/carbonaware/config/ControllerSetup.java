package org.carbonaware.config;

import java.time.Duration;
import java.util.Optional;
import org.carbonaware.config.Kinds.Due;
import org.carbonaware.control.CarbonController;
import org.carbonaware.control.CarbonControllerBuilder;
import org.carbonaware.control.ControllerListener;
import org.carbonaware.control.PauseDepth;
import org.carbonaware.grid.Zone;
import org.carbonaware.ledger.Ledger;
import org.carbonaware.ledger.sql.SqlLedger;

/** Says to a controller's builder what settings say. */
final class ControllerSetup {
  private final Settings settings;
  private final CarbonControllerBuilder builder = CarbonController.builder();

  ControllerSetup(Settings settings) {
    this.settings = settings;
  }

  CarbonControllerBuilder builder() {
    job();
    pauses();
    checkpoints();
    everyRun();
    builder.listener(new DecisionLog(settings.value(RunKeys.LOG_DECISIONS)));
    settings.get(RunKeys.LEDGER).map(Ledger::in).ifPresent(this::record);
    return builder;
  }

  /** For a program in processes of its own; see {@link Config#toProgramBuilder}. */
  CarbonControllerBuilder programBuilder(Ledger ledger) {
    everyRun();
    record(ledger);
    return builder;
  }

  private void everyRun() {
    grid();
    energy();
    place();
    settings.get(RunKeys.MARGIN).ifPresent(builder::margin);
    settings.get(RunKeys.PROJECT).ifPresent(builder::project);
    builder
        .training(new FootprintSetup(settings).training())
        .pace(settings.value(RunKeys.TICK), settings.value(RunKeys.DECIDE_EVERY));
  }

  private void grid() {
    settings.get(GridKeys.ZONE).map(Zone::key).ifPresent(builder::zone);
    GridSetup grid = new GridSetup(settings);
    builder.grid(grid::source).gridEvery(settings.value(GridKeys.CHECK_EVERY));
    builder.forecaster(grid.forecaster());
    builder.policy(new PolicySetup(settings).policy());
  }

  private void job() {
    settings.get(RunKeys.DEADLINE).or(this::workAndSlack).ifPresent(this::deadline);
    settings.get(RunKeys.WORK).ifPresent(builder::expectedWork);
    settings.get(RunKeys.EPOCHS).ifPresent(builder::epochs);
    settings.get(RunKeys.BATCHES).ifPresent(builder::batches);
    builder.stopOnSignals(
        settings.value(RunKeys.STOP_ON_SIGNALS), settings.value(RunKeys.STOP_GRACE));
  }

  private Optional<Due> workAndSlack() {
    return settings
        .get(RunKeys.WORK)
        .flatMap(work -> settings.get(RunKeys.SLACK).map(work::plus))
        .map(Due.After::new);
  }

  private void deadline(Due due) {
    if (due instanceof Due.At at) {
      builder.deadline(at.moment());
    } else if (due instanceof Due.After after) {
      builder.deadline(after.time());
    }
  }

  private void pauses() {
    Optional<Duration> longer = settings.get(RunKeys.SUSPEND_LONGER_THAN);
    Optional<PauseDepth> depth = settings.get(RunKeys.DEPTH);
    if (longer.isEmpty() && depth.equals(Optional.of(PauseDepth.SUSPEND))) {
      longer = Optional.of(Duration.ZERO);
    }
    longer.ifPresent(
        shortest -> builder.suspendLongerThan(shortest, settings.value(RunKeys.RESTORE_TIME)));
    depth.ifPresent(builder::depth);
  }

  private void checkpoints() {
    settings.get(RunKeys.CHECKPOINTS).ifPresent(builder::checkpoints);
    builder
        .keepCheckpoints(Math.toIntExact(settings.value(RunKeys.KEEP_CHECKPOINTS)))
        .checkpointEvery(settings.value(RunKeys.CHECKPOINT_EVERY))
        .resume(settings.value(RunKeys.RESUME));
  }

  private void energy() {
    FootprintSetup footprint = new FootprintSetup(settings);
    footprint.power().ifPresent(builder::power);
    builder
        .meter(nanoTime -> footprint.meter(footprint.options(), nanoTime))
        .energyEvery(settings.value(FootprintKeys.ENERGY_EVERY))
        .boundary(footprint.boundary());
  }

  private void place() {
    settings
        .get(FootprintKeys.CLOUD_REGION)
        .ifPresent(region -> builder.cloud(settings.value(FootprintKeys.CLOUD), region));
    settings
        .get(FootprintKeys.LATITUDE)
        .ifPresent(north -> builder.coordinates(north, settings.value(FootprintKeys.LONGITUDE)));
  }

  private void record(Ledger ledger) {
    Optional<ControllerListener> copied = settings
        .get(RunKeys.LEDGER_DATABASE)
        .map(address -> SqlLedger.open(address, DatabaseLogin.of(settings)).following(ledger));
    builder.listener(copied.orElse(ledger));
  }
}
