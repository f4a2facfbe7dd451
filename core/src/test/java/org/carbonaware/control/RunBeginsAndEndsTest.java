package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.carbonaware.checkpoint.Manifest;
import org.carbonaware.checkpoint.tck.InMemoryCheckpointStore;
import org.carbonaware.control.ControllerEvent.RunStarted;
import org.carbonaware.control.ControllerEvent.StateChanged;
import org.carbonaware.grid.tck.LoggedText;
import org.carbonaware.plan.Decision;
import org.carbonaware.plan.Policy;
import org.carbonaware.plan.Reason;
import org.carbonaware.plan.Situation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What one process of a run takes over and hands on, and what it does at once. */
@Timeout(60)
class RunBeginsAndEndsTest {
  private static final Duration BATCH = Duration.ofMinutes(10);

  private final TestClock clock = new TestClock();
  private final InMemoryCheckpointStore store = new InMemoryCheckpointStore(100);

  private VirtualRun process() {
    VirtualRun run = new VirtualRun(HourlyGrid.flat(100), clock).store(store.reopen());
    run.settings
        .batches(36)
        .deadline(Duration.ofHours(24))
        .checkpointEvery(Duration.ofDays(2))
        .energyEvery(Duration.ofMinutes(30));
    return run;
  }

  private Map<String, String> saved(VirtualRun run) {
    assertThat(run.controller().saveNow(run.training)).isTrue();
    List<Manifest> manifests = store.manifests();
    return manifests.get(manifests.size() - 1).run();
  }

  private double emitted(VirtualRun run) {
    return Double.parseDouble(saved(run).getOrDefault("emittedGrams", ""));
  }

  private static List<String> reasons(VirtualRun run) {
    return run.events.of(StateChanged.class).stream()
        .map(change -> change.reason().text())
        .toList();
  }

  @Test
  void theReasonsSayHowItBeginsAndEnds() {
    VirtualRun first = process();
    first.start();
    first.batches(6, BATCH);
    saved(first);
    first.close();
    assertThat(reasons(first)).containsExactly("the run begins", "the training is done");

    VirtualRun second = process();
    second.start();
    second.close();
    assertThat(reasons(second))
        .containsExactly("the run goes on from its checkpoint", "the training is done");
  }

  @Test
  void whatEarlierProcessesEmittedCountsUnlessItBeginsAnew() {
    VirtualRun first = process();
    first.start();
    first.batches(12, BATCH); // 200 W for two hours at 100 g/kWh
    assertThat(emitted(first)).isCloseTo(40, within(1e-6));
    first.close();

    VirtualRun second = process();
    second.start().resumePoint(ToyTraining.IDENTITY);
    second.meter.processorWatts(VirtualRun.RUNNING_WATTS);
    second.batches(6, BATCH);
    assertThat(emitted(second)).isCloseTo(60, within(1e-6));
    second.close();

    VirtualRun anew = process();
    CarbonController controller = anew.start();
    anew.meter.processorWatts(VirtualRun.RUNNING_WATTS);
    anew.pass(Duration.ofHours(1));
    controller.beginAnew("a fresh model");
    anew.batches(6, BATCH);
    assertThat(emitted(anew)).isCloseTo(20, within(1e-6));
    anew.close();
  }

  @Test
  void howLongItTookToComeBackIsHandedOn() {
    VirtualRun first = process();
    first.start();
    first.pass(Duration.ofMinutes(30));
    assertThat(saved(first)).contains(Map.entry("resumeSeconds", ""), start(1800));
    first.close();

    for (String resumes : List.of("1200.0", "1200.0 1200.0")) {
      VirtualRun later = process();
      later.start().resumePoint(ToyTraining.IDENTITY);
      later.pass(Duration.ofMinutes(20));
      assertThat(saved(later)).contains(Map.entry("resumeSeconds", resumes), start(1800));
      later.close();
    }

    VirtualRun anew = process();
    anew.start().beginAnew("a fresh model");
    anew.pass(Duration.ofMinutes(10));
    assertThat(saved(anew)).contains(Map.entry("resumeSeconds", ""), start(600));
    anew.close();
  }

  /** The first batch took an hour more than the others: that comes again in each process. */
  @Test
  void settingUpIsHandedOnToo() {
    VirtualRun run = process();
    CarbonController controller = run.start();
    controller.gate().join(Thread.currentThread());
    controller.tick();
    run.batch(Duration.ofMinutes(70));
    run.batches(5, BATCH); // each seen five minutes late: the first window has 75 minutes
    assertThat(saved(run)).contains(start(75 * 60 - 2 * 600));
    run.close();
  }

  /** In no process for three hours, of 400 g/kWh each. */
  @Test
  void whatTheGridDidMeanwhileCountsAsIfItHadRunThrough() {
    HourlyGrid grid = HourlyGrid.foreseeing(100, 100, 400, 400, 400, 100, 100, 100);
    Map<String, String> last = Map.of();
    List<Instant> since = new ArrayList<>();
    for (int process = 0; process < 2; process++) {
      VirtualRun run = new VirtualRun(grid, clock).store(store.reopen());
      run.settings
          .expectedWork(Duration.ofHours(9))
          .deadline(Duration.ofDays(1))
          .policy(new Policy() {
            @Override
            public String name() {
              return "a test";
            }

            @Override
            public Decision decide(Situation situation) {
              since.add(situation.since());
              return Decision.run(situation.now().plus(BATCH), Reason.Code.ALWAYS_RUN, "a test");
            }
          });
      run.start();
      run.batches(process == 0 ? 12 : 6, BATCH);
      last = saved(run);
      run.close();
      clock.advance(Duration.ofHours(3));
    }
    assertThat(Double.parseDouble(last.getOrDefault("straightGramsPerKwh", "")))
        .isCloseTo((2 * 100 + 3 * 400 + 100) / 6.0, within(1e-9));
    assertThat(since)
        .as("it stands since it was saved")
        .contains(TestClock.START, TestClock.START.plus(Duration.ofHours(2)));
  }

  private static Map.Entry<String, String> start(double seconds) {
    return Map.entry("startSeconds", Double.toString(seconds));
  }

  @Test
  void aCheckpointSaysTheLossWhichIsAskedForBeforeItIsNeeded() {
    VirtualRun run = process();
    CarbonController controller = run.start();
    run.batch(BATCH);
    List<Runnable> needs =
        List.of(() -> saved(run), controller::pause, controller::resume, controller::stop);
    for (Runnable need : needs) {
      controller.loss(0.25);
      assertThat(controller.wantsLoss()).isFalse();
      need.run();
      assertThat(controller.wantsLoss()).isEqualTo(need != needs.get(2));
    }
    controller.loss(0.5);
    assertThat(saved(run)).containsEntry("loss", "0.5");
    run.close();
  }

  @Test
  void whatIsAskedForByHandIsDoneAtOnce() {
    VirtualRun run = process();
    run.settings.expectedWork(Duration.ofHours(6));
    CarbonController controller = run.start();
    controller.pause();
    assertThat(controller.state()).isEqualTo(ControllerState.PAUSING);
    controller.overrideFor(Duration.ofHours(1));
    assertThat(controller.state()).isEqualTo(ControllerState.RUNNING);
    controller.addWork(Duration.ofHours(18));
    controller.pause();
    assertThat(controller.state()).as("nothing to spare").isEqualTo(ControllerState.RUNNING);
    run.close();
  }

  @Test
  void whoBeginsAnewLateHasNoTimeForAPause() {
    VirtualRun first = process();
    first.start();
    first.batches(30, BATCH);
    saved(first);
    first.close();
    clock.advance(Duration.ofHours(13)); // six left, for one hour of work or for six

    VirtualRun second = process();
    second.settings.expectedWork(Duration.ofHours(6));
    CarbonController controller = second.start();
    controller.pause();
    assertThat(controller.state()).isEqualTo(ControllerState.PAUSING);
    controller.resume();
    controller.beginAnew("a fresh model");
    controller.pause();
    assertThat(controller.state()).isEqualTo(ControllerState.RUNNING);
    second.close();
  }

  @Test
  void aCompleteRunThatBeginsAnewRunsAtOnce() {
    VirtualRun first = process();
    first.start();
    first.batches(36, BATCH);
    saved(first);
    first.close();

    VirtualRun second = process();
    CarbonController controller = second.start();
    assertThat(controller.state()).isEqualTo(ControllerState.STARTING);
    controller.beginAnew("a fresh model");
    assertThat(controller.state()).isEqualTo(ControllerState.RUNNING);
    assertThat(second.events.of(RunStarted.class)).hasSize(1);
    second.close();
  }

  @Test
  void onlyAGridThatNobodyChoseIsSaidToBeAssumed() {
    try (LoggedText logged = new LoggedText()) {
      process().start().close();
      assertThat(logged.text()).doesNotContain("no grid source is set");
      CarbonController.builder()
          .zone("DE")
          .clock(clock)
          .meter(new SwitchedMeter(clock))
          .epochs(1)
          .deadline(Duration.ofDays(1))
          .stopOnSignals(false, BATCH)
          .startWithoutThreads()
          .close();
      assertThat(logged.text()).contains("no grid source is set", "zone DE");
    }
  }
}
