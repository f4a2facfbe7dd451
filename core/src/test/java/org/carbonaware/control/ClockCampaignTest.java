package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.carbonaware.control.ControllerEvent.EnergyUsed;
import org.carbonaware.control.ControllerEvent.RunEnded;
import org.carbonaware.control.tck.CampaignReport;
import org.carbonaware.ledger.Ledger;
import org.carbonaware.ledger.RunAccount;
import org.carbonaware.ledger.RunSummary;
import org.carbonaware.plan.Policies;
import org.carbonaware.plan.Policy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs through random days of dirty and clean hours whose clock is set at random moments, by
 * seconds, hours or days, for good or until it is put right: no energy is lost, no record is
 * unreadable, and no deadline is missed that the new time left room for.
 */
@Tag("slow")
class ClockCampaignTest {
  private static final Duration BATCH = Duration.ofMinutes(10);
  private static final int BATCHES = 72;
  private static final List<Duration> JUMPS = List.of(
      Duration.ofSeconds(1), Duration.ofMinutes(7), Duration.ofHours(1), Duration.ofDays(1));

  @TempDir
  Path directory;

  private final CampaignReport report = new CampaignReport("clock");
  private final List<String> failures = new ArrayList<>();
  private final Handler watch = new Handler() {
    @Override
    public void publish(LogRecord logged) {
      if (logged.getMessage().contains("failed")) {
        failures.add(logged.getMessage() + ": " + logged.getThrown());
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  };

  @BeforeEach
  void listen() {
    Logger.getLogger("").addHandler(watch);
  }

  @AfterEach
  void listenNoMore() {
    Logger.getLogger("").removeHandler(watch);
  }

  @Test
  void noClockLosesEnergyOrTime() throws IOException {
    SplittableRandom random = new SplittableRandom(CampaignReport.seed());
    int runs = CampaignReport.size(40);
    for (int run = 0; run < runs; run++) {
      run(directory.resolve("run-" + run), random.split());
    }
    System.out.println(report.write());

    assertThat(report.count("missed")).as(report.write()).isZero();
  }

  private void run(Path place, SplittableRandom random) throws IOException {
    Policy policy = List.of(
            Policies.runNow(), Policies.threshold(300, 200), Policies.plan(), Policies.online())
        .get(random.nextInt(4));
    VirtualRun run = new VirtualRun(grid(random));
    run.settings
        .batches(BATCHES)
        .expectedWork(BATCH.multipliedBy(BATCHES))
        .deadline(Duration.ofHours(random.nextLong(24, 72)))
        .energyEvery(Duration.ofMinutes(30))
        .policy(policy)
        .listener(Ledger.in(place));
    CarbonController controller = run.start();
    Instant deadline = controller.deadline();
    String fault = "";
    boolean roomLeft = true;
    for (int i = 0; i < 1 + random.nextInt(2); i++) {
      Duration jump =
          JUMPS.get(random.nextInt(JUMPS.size())).multipliedBy(random.nextBoolean() ? 1 : -1);
      boolean forGood = random.nextBoolean();
      fault = (jump.isNegative() ? "set back by " : "set forward by ")
          + jump.abs()
          + (forGood ? " for good" : ", put right later");
      run.batches(1 + random.nextInt(15), BATCH);
      run.clock.set(jump);
      roomLeft &= hasRoom(run, controller, deadline);
      run.batches(1 + random.nextInt(15), BATCH);
      if (!forGood) {
        run.clock.set(jump.negated());
        roomLeft &= hasRoom(run, controller, deadline);
      }
    }
    run.batches((int) (BATCHES - controller.batchesDone()), BATCH);
    Instant done = run.clock.instant();
    run.close();
    judge(run, place);
    String late = roomLeft ? "deadline missed" : "no room was left before the deadline";
    report.add(fault, done.isAfter(deadline) ? late : "in time");
    delete(place);
  }

  /** With what the guard holds back: a slow batch in ten and the margin. */
  private static boolean hasRoom(VirtualRun run, CarbonController controller, Instant deadline) {
    Duration left = BATCH.multipliedBy(BATCHES - controller.batchesDone()).multipliedBy(2);
    return run.clock.instant().plus(left).isBefore(deadline);
  }

  private void judge(VirtualRun run, Path place) {
    assertThat(failures).isEmpty();
    assertThat(run.events.of(RunEnded.class)).singleElement().matches(RunEnded::complete);
    double total = run.meter.total();
    assertThat(run.events.of(EnergyUsed.class).stream()
            .mapToDouble(EnergyUsed::joules)
            .sum())
        .isCloseTo(total, within(1e-6 * total));
    assertThat(run.events.of(EnergyUsed.class)).noneMatch(used -> used.at().isBefore(used.from()));
    RunSummary summary = RunAccount.read(Ledger.files(place).get(0)).summary();
    assertThat(summary.joules()).isCloseTo(total, within(1e-6 * total));
    Duration passed = Duration.between(TestClock.START, run.clock.unset());
    assertThat(
            summary.active().time().plus(summary.pauses().time()).minus(passed).abs())
        .as("time in the record of %s that passed", passed)
        .isLessThan(Duration.ofMinutes(20));
    assertThat(summary.counterfactualGrams()).isFinite();
  }

  private static HourlyGrid grid(SplittableRandom random) {
    double[] hours = new double[24 * 16];
    double level = 300;
    for (int i = 0; i < hours.length; i++) {
      level = random.nextInt(5) == 0 ? random.nextDouble(50, 600) : level;
      hours[i] = level;
    }
    return HourlyGrid.foreseeingSince(TestClock.START.minus(Duration.ofDays(6)), hours);
  }

  private static void delete(Path place) throws IOException {
    try (Stream<Path> files = Files.list(place)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }
}
