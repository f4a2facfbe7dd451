package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.carbonaware.checkpoint.tck.InMemoryCheckpointStore;
import org.carbonaware.control.ControllerEvent.DecisionMade;
import org.carbonaware.control.ControllerEvent.StateChanged;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.Zone;
import org.carbonaware.plan.Decision;
import org.carbonaware.plan.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a decision is made on: the time to come back, the hand, and work that is not known. */
@Timeout(60)
class JudgedRunTest {
  private static final Duration BATCH = Duration.ofMinutes(10);
  private static final Instant START = TestClock.START;

  /** When a pause by hand ends by itself: the work left, and all that is kept in hand, begins. */
  private static Instant endOfAPause(Duration beforeTheFirst, Consumer<VirtualRun> settings) {
    VirtualRun run = new VirtualRun(HourlyGrid.flat(100));
    run.settings
        .expectedWork(Duration.ofHours(6))
        .deadline(Duration.ofHours(24))
        .depth(PauseDepth.HOLD);
    settings.accept(run);
    run.start();
    run.pass(beforeTheFirst);
    run.controller().gate().join(Thread.currentThread());
    run.controller().tick();
    run.batch(BATCH);
    run.controller().pause();
    run.batch(BATCH);
    run.close();
    return run.events.of(StateChanged.class).stream()
        .filter(change -> change.from() == ControllerState.PAUSED)
        .map(StateChanged::at)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void onlyAPauseThatMayLeaveKeepsTheTimeToComeBackInHand() {
    Duration hour = Duration.ofHours(1);
    Instant stays = endOfAPause(Duration.ZERO, run -> {});
    Instant mayLeave = endOfAPause(
        Duration.ZERO, run -> run.settings.suspendLongerThan(hour, Duration.ofMinutes(40)));
    assertThat(mayLeave).isEqualTo(stays.minus(Duration.ofMinutes(40)));
  }

  /** The start took 20 minutes: half as much again is kept in hand for what does much the same. */
  @Test
  void onlyAPauseThatMayLeaveKeepsMoreInHandTheLessSureItIs() {
    Duration hour = Duration.ofHours(1);
    Duration began = Duration.ofMinutes(20);
    Instant stays = endOfAPause(began, run -> {});
    Instant mayLeave =
        endOfAPause(began, run -> run.settings.suspendLongerThan(hour, Duration.ZERO));
    assertThat(mayLeave).isEqualTo(stays.minus(Duration.ofMinutes(30)));
  }

  @Test
  void aPauseThatLeavesIsPlannedToDrawNothing() {
    for (PauseDepth depth : PauseDepth.values()) {
      VirtualRun run = new VirtualRun(HourlyGrid.flat(100)).store(new InMemoryCheckpointStore(1));
      run.settings
          .expectedWork(Duration.ofHours(6))
          .deadline(Duration.ofHours(24))
          .depth(depth);
      run.start();
      run.close();
      double watts =
          run.events.of(DecisionMade.class).get(0).power().orElseThrow().pausedWatts();
      assertThat(watts)
          .isEqualTo(depth == PauseDepth.SUSPEND ? 0 : SwitchedMeter.EXPECTED_WATTS / 10);
    }
  }

  private static Decision last(VirtualRun run) {
    List<DecisionMade> made = run.events.of(DecisionMade.class);
    return made.get(made.size() - 1).decision();
  }

  @Test
  void workThatIsExceededIsSaidInTheReason() {
    VirtualRun run = new VirtualRun(HourlyGrid.flat(100));
    run.settings.expectedWork(Duration.ofMinutes(58)).deadline(Duration.ofHours(24));
    run.start();
    run.batches(6, BATCH);
    assertThat(last(run).isPause()).isFalse();
    assertThat(last(run).reason())
        .isEqualTo(new Reason(
            Reason.Code.UNKNOWN_WORK,
            "it has run for PT1H of PT58M expected, so the training runs"));
    run.close();
  }

  @Test
  void whereTheWorkIsUnknownAHandRulesUntilTheDeadline() {
    VirtualRun run = new VirtualRun(HourlyGrid.flat(100));
    Instant deadline = START.plus(Duration.ofHours(5));
    run.settings.epochs(3).deadline(Duration.ofHours(5));
    CarbonController controller = run.start();
    assertThat(last(run).reason().text())
        .isEqualTo("how much work is left is not known, so the training runs");

    controller.overrideFor(Duration.ofHours(1));
    run.pass(VirtualRun.TICK);
    assertThat(last(run).reason().code()).isEqualTo(Reason.Code.BY_HAND);
    assertThat(last(run).until()).isEqualTo(START.plus(Duration.ofHours(1)));

    controller.pause();
    run.pass(VirtualRun.TICK);
    assertThat(last(run).isPause()).isTrue();
    assertThat(last(run).until()).isEqualTo(deadline);

    run.pass(Duration.ofHours(5));
    assertThat(last(run).isPause()).isFalse();
    assertThat(last(run).reason().code()).isEqualTo(Reason.Code.UNKNOWN_WORK);
    controller.overrideFor(Duration.ofHours(1));
    run.pass(VirtualRun.TICK);
    assertThat(last(run).reason().code()).isEqualTo(Reason.Code.BY_HAND);
    run.close();
  }

  @Test
  void aProviderThatHangsIsInterruptedAtTheEnd() throws Exception {
    TestClock clock = new TestClock();
    CountDownLatch asked = new CountDownLatch(1);
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    CarbonController controller = CarbonController.builder()
        .zone("DE")
        .grid(new Around(HourlyGrid.flat(100)) {
          @Override
          public Optional<Intensity> current(Zone zone, Instant now) {
            asked.countDown();
            try {
              new CountDownLatch(1).await();
            } catch (InterruptedException e) {
              interrupted.complete(true);
              Thread.currentThread().interrupt();
            }
            return Optional.empty();
          }
        })
        .clock(clock)
        .meter(new SwitchedMeter(clock))
        .epochs(1)
        .deadline(Duration.ofDays(1))
        .stopOnSignals(false, BATCH)
        .start();
    asked.await();
    controller.close();
    assertThat(interrupted).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(true);
  }
}
