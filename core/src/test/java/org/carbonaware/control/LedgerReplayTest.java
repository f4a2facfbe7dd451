package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.carbonaware.checkpoint.DirectoryCheckpointStore;
import org.carbonaware.energy.PowerModel;
import org.carbonaware.forecast.Forecaster;
import org.carbonaware.forecast.Forecasters;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridView;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.ledger.Ledger;
import org.carbonaware.ledger.LedgerEntry;
import org.carbonaware.plan.Costs;
import org.carbonaware.plan.Decision;
import org.carbonaware.plan.Policies;
import org.carbonaware.plan.Policy;
import org.carbonaware.simulate.Outlook;
import org.carbonaware.simulate.Replay;
import org.carbonaware.simulate.ReplayJob;
import org.carbonaware.simulate.ReplaySettings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What ran live, read back from its ledger and run again by the simulator, decides the same at the
 * same moments, word for word: nothing of the decision logic stands twice.
 *
 * <p>Some things only a live run does, and these runs do not: batches end at full ticks, so that a
 * pause begins when it is decided; power is as assumed before it is measured; a checkpoint takes as
 * long as expected, is written for pauses only, and its end is no tick; the training is over before
 * a decision could be made on no work.
 */
@Tag("slow")
@Timeout(300)
class LedgerReplayTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration MARGIN = Duration.ofMinutes(10);
  private static final Duration CHECKPOINT = Duration.ofMinutes(4);
  private static final int DAYS_BEFORE = 100;
  private static final double IDLE_WATTS = 50; // the board's 20 are part of both
  private static final double FULL_WATTS = 200;
  private static final Forecaster FORECASTER = Forecasters.best();

  @TempDir
  Path directory;

  /** A change of decision, as the ledger tells it. */
  private record Told(Instant at, String action, String rule, String reason) {}

  /** One training on one grid. */
  private record Case(int seed, Policy policy, boolean knowsTheFuture, boolean saves) {
    SplittableRandom random() {
      return new SplittableRandom(seed);
    }

    Duration work() {
      long ticks = 12 * (4 + random().nextLong(24)) + random().nextLong(12);
      return VirtualRun.TICK.multipliedBy(ticks).plus(CHECKPOINT);
    }

    Duration slack() {
      return HOUR.multipliedBy(2 + random().split().nextLong(40));
    }
  }

  static List<Case> cases() {
    List<Policy> policies = List.of(
        Policies.plan(),
        Policies.plan(0),
        Policies.threshold(330, 280),
        Policies.threshold(300, 300),
        Policies.online(),
        Policies.throughput(),
        Policies.throughput(0.97),
        Policies.blend());
    return policies.stream()
        .flatMap(policy -> IntStream.of(1, 2, 3, 6, 8, 11)
            .mapToObj(seed -> new Case(seed, policy, seed % 2 == 0, seed % 3 == 0)))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theSimulatorDecidesAsTheLedgerTells(Case run) {
    IntensitySeries trace = grid(run);
    train(run, trace);
    List<LedgerEntry> ledger = Ledger.read(Ledger.files(directory).get(0));
    List<Told> live = decisions(ledger);
    assertThat(live).isNotEmpty();
    assertThat(replayed(run, trace, ledger)).isEqualTo(live);
  }

  /** Waves of a day with noise that goes on, around 300 g/kWh. */
  private static IntensitySeries grid(Case run) {
    SplittableRandom random = new SplittableRandom(1000 + run.seed());
    double[] values = new double[24 * (DAYS_BEFORE + 5)];
    double wave = random.nextDouble(20, 150);
    double noise = 0;
    for (int i = 0; i < values.length; i++) {
      noise = 0.9 * noise + random.nextDouble(-25, 25);
      values[i] = Math.max(5, 300 + wave * Math.sin(i / 24.0 * 2 * Math.PI) + noise);
    }
    return IntensitySeries.of(
        HourlyGrid.ZONE,
        Basis.LIFECYCLE,
        new Provenance("a test", Provenance.Kind.MEASURED),
        TestClock.START.minus(Duration.ofDays(DAYS_BEFORE)),
        HOUR,
        values);
  }

  private void train(Case run, IntensitySeries trace) {
    HourlyGrid grid = run.knowsTheFuture()
        ? HourlyGrid.foreseeingSince(trace.start(), trace.toArray())
        : HourlyGrid.since(trace.start(), trace.toArray());
    VirtualRun live = new VirtualRun(grid);
    live.settings
        .policy(run.policy())
        .forecaster(FORECASTER)
        .expectedWork(run.work())
        .deadline(run.work().plus(run.slack()))
        .margin(MARGIN)
        .power(new PowerModel(IDLE_WATTS, FULL_WATTS))
        .checkpointEvery(Duration.ofDays(100))
        .listener(Ledger.in(directory));
    live.settings.settings.checkpointTime = CHECKPOINT;
    if (run.saves()) {
      live.store(DirectoryCheckpointStore.open(directory.resolve("checkpoints"), 1));
      live.training = new ToyTraining(() -> {
        live.controller().wake();
        live.pass(CHECKPOINT);
      });
    }
    try (CarbonController controller = live.start()) {
      live.clock.whoWaits(atMost -> {
        controller.wake();
        live.meter.processorWatts(VirtualRun.WAITING_WATTS);
        live.pass(atMost.compareTo(VirtualRun.TICK) < 0 ? atMost : VirtualRun.TICK);
      });
      for (Duration left = run.work(); !left.isZero(); ) {
        controller.gate().safePoint(live.training);
        controller.wake();
        live.meter.processorWatts(VirtualRun.RUNNING_WATTS);
        Duration batch = toTheNextTick(live.clock.instant());
        batch = batch.compareTo(left) < 0 ? batch : left;
        live.pass(batch);
        controller.batchDone();
        left = left.minus(batch);
      }
    }
  }

  private static Duration toTheNextTick(Instant now) {
    long past = Duration.between(TestClock.START, now).toNanos() % VirtualRun.TICK.toNanos();
    return VirtualRun.TICK.minusNanos(past);
  }

  private static List<Told> decisions(List<LedgerEntry> ledger) {
    return ledger.stream()
        .filter(entry -> entry.kind().equals("decision"))
        .map(entry ->
            new Told(entry.at(), text(entry, "action"), text(entry, "rule"), text(entry, "reason")))
        .toList();
  }

  private static String text(LedgerEntry entry, String field) {
    return entry.fields().path(field).asText();
  }

  private static List<Told> replayed(Case run, IntensitySeries trace, List<LedgerEntry> ledger) {
    LedgerEntry first = ledger.stream()
        .filter(entry -> entry.kind().equals("decision"))
        .findFirst()
        .orElseThrow();
    Duration work = Duration.parse(text(first, "workLeft"));
    ReplayJob job = new ReplayJob(
        Instant.parse(text(ledger.get(0), "startedAt")),
        work,
        Duration.parse(text(first, "pessimisticWorkLeft")),
        work,
        Instant.parse(text(ledger.get(0), "deadline")));
    Costs costs =
        new Costs(FULL_WATTS, IDLE_WATTS, run.saves() ? CHECKPOINT : Duration.ZERO, Duration.ZERO);
    ReplaySettings settings =
        new ReplaySettings(costs, VirtualRun.TICK, VirtualRun.TICK.multipliedBy(2), MARGIN);
    Outlook outlook = run.knowsTheFuture() ? Outlook.perfect() : asLive();
    List<Told> told = new ArrayList<>();
    List<Decision> last = new ArrayList<>();
    Replay.of(trace, outlook, settings).run(run.policy(), job, (at, decision) -> {
      if (last.isEmpty() || decision.differsFrom(last.get(0))) {
        told.add(new Told(
            at,
            decision.action().name(),
            decision.reason().code().label(),
            decision.reason().text()));
      }
      last.clear();
      last.add(decision);
    });
    return told;
  }

  /** Forecast from what was before, and set right by what is measured in the step under way. */
  private static Outlook asLive() {
    Outlook forecast = Outlook.forecast(FORECASTER);
    return (trace, now, horizon) -> GridView.of(
            now,
            Optional.of(new Intensity(
                trace.at(now).orElseThrow(),
                trace.basis(),
                trace.startOf(trace.indexOf(now)),
                trace.provenance())),
            forecast.at(trace, now, horizon))
        .outlook();
  }
}
