package org.carbonaware.control;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.carbonaware.checkpoint.tck.InMemoryCheckpointStore;
import org.carbonaware.control.ControllerEvent.StateChanged;
import org.carbonaware.control.ControllerEvent.Warned;
import org.carbonaware.forecast.ProfileBlend;
import org.carbonaware.plan.Decision;
import org.carbonaware.plan.Policy;
import org.carbonaware.plan.Reason;
import org.carbonaware.plan.Situation;

/** A control loop whose parts a test holds, one round after the other. Decides once an hour. */
abstract class LoopInHand {
  static final Reason WHY = new Reason(Reason.Code.DIRTY_NOW, "a test");
  static final Duration SECOND = Duration.ofSeconds(1);
  static final Duration HOUR = Duration.ofHours(1);

  final TestClock clock = new TestClock();
  final SwitchedMeter meter = new SwitchedMeter(clock);
  final EventQueue queue = new EventQueue();
  final RecordedEvents events = new RecordedEvents();
  final Listeners listeners = new Listeners(List.of(events));
  final RecordingAttendant attendant = new RecordingAttendant();
  final Standstill standstill = new Standstill(clock, attendant);
  final HourlyGrid source = HourlyGrid.flat(100);
  final HandOverride hand = new HandOverride();
  final List<Situation> decidedOn = new ArrayList<>();
  final WorkProgress progress = new WorkProgress(new Work(0, 0, Optional.of(Duration.ofHours(6))));
  final LossWatch loss = new LossWatch(clock, progress, queue::add, this::warn);
  final EnergyAccount energy =
      new EnergyAccount(meter, Duration.ofMinutes(5), listeners::tell, this::warn);
  final PastEmissions past = PastEmissions.none(TestClock.START);
  final InMemoryCheckpointStore store = new InMemoryCheckpointStore(3);
  final CheckpointKeeper keeper =
      new CheckpointKeeper(store, clock, Duration.ZERO, Map::of, queue::add, this::warn);
  Instant deadline = TestClock.START.plus(Duration.ofDays(2));
  boolean broken;
  boolean pauses;

  final GridWatch grid = new GridWatch(
      source,
      HourlyGrid.ZONE,
      new ProfileBlend(),
      () -> deadline,
      Duration.ofMinutes(5),
      clock,
      queue::wake,
      this::warn);
  final ControlLoop loop = loop();

  void warn(String text) {
    queue.add(new Warned(clock.instant(), text));
  }

  private Instant deadline() {
    if (broken) {
      throw new IllegalStateException("broken");
    }
    return deadline;
  }

  private ControlLoop loop() {
    Policy policy = new Policy() {
      @Override
      public String name() {
        return "a test";
      }

      @Override
      public Decision decide(Situation situation) {
        decidedOn.add(situation);
        Instant until = situation.now().plus(HOUR);
        return pauses
            ? Decision.pause(until, Reason.Code.DIRTY_NOW, "a test")
            : Decision.run(until, Reason.Code.CLEAN_NOW, "a test");
      }
    };
    ControlSettings settings = new ControlSettings(
        clock,
        policy,
        Duration.ZERO,
        SECOND,
        HOUR,
        Duration.ofMinutes(30),
        Optional.empty(),
        Duration.ofMinutes(10),
        Optional.empty(),
        100,
        10,
        "a test",
        1.5,
        60);
    ControlParts parts = new ControlParts(
        queue,
        standstill,
        grid,
        progress,
        loss,
        energy,
        past,
        keeper,
        new ResumeTimes(Duration.ZERO),
        hand,
        listeners);
    return new ControlLoop(settings, parts, this::deadline);
  }

  void begin() {
    grid.refresh();
    standstill.begin(WHY);
    queue.add(
        new StateChanged(clock.instant(), ControllerState.STARTING, ControllerState.RUNNING, WHY));
    loop.begin(Optional.empty(), clock.instant());
    loop.tick();
  }

  void tickAfter(Duration time) {
    clock.advance(time);
    loop.tick();
  }
}
