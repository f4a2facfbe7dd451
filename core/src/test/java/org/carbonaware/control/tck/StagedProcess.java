package org.carbonaware.control.tck;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.carbonaware.control.CarbonController;
import org.carbonaware.control.ControllerEvent;
import org.carbonaware.control.ControllerEvent.CheckpointWritten;
import org.carbonaware.control.ControllerEvent.Progressed;
import org.carbonaware.control.ControllerEvent.RunEnded;
import org.carbonaware.control.ControllerEvent.StateChanged;
import org.carbonaware.control.ControllerEvent.Warned;
import org.carbonaware.control.ControllerListener;
import org.carbonaware.control.ControllerState;
import org.carbonaware.control.tck.Integration.Training;
import org.carbonaware.plan.Policies;
import org.carbonaware.plan.Reason;

/**
 * One process of a run: a controller with its own threads in a time of its own, that keeps what
 * happens. The test's thread trains.
 */
final class StagedProcess implements AutoCloseable {
  /** Much more time than a whole run takes here: a checkpoint comes due only if a test lets it. */
  static final Duration CHECKPOINT_EVERY = Duration.ofDays(10);

  private static final Duration WHILE_HELD = Duration.ofMinutes(10);

  /** What was seen of a training that stands, when it began to and some time later. */
  record Standing(long updates, long batches, ControllerState state, long updatesLater) {}

  final SteppedClock clock = new SteppedClock();
  final CarbonController carbon;
  final List<Standing> standings = new CopyOnWriteArrayList<>();
  private final List<ControllerEvent> events = new CopyOnWriteArrayList<>();
  private volatile CountDownLatch looks = new CountDownLatch(0);
  private volatile long updates;
  private final AtomicInteger trained = new AtomicInteger();

  private StagedProcess(IntegrationSteps.Settings settings) {
    ControllerListener recorder = event -> {
      events.add(event);
      if (event instanceof Progressed) {
        looks.countDown();
      }
    };
    carbon = settings
        .on(CarbonController.builder()
            .zone("DE")
            .clock(clock)
            .policy(Policies.runNow())
            .epochs(IntegrationSteps.EPOCHS)
            .expectedWork(Duration.ofHours(1))
            .deadline(Duration.ofDays(365))
            .checkpointEvery(CHECKPOINT_EVERY)
            .stopOnSignals(false, Duration.ZERO)
            .listener(recorder))
        .start();
    carbon.addListener(this::endPause);
  }

  /** Starts a controller that runs now, with settings besides. */
  static StagedProcess start(IntegrationSteps.Settings settings) {
    return new StagedProcess(settings);
  }

  private void endPause(ControllerEvent event) {
    boolean byHand = event instanceof StateChanged change
        && change.to() == ControllerState.PAUSED
        && change.reason().code() == Reason.Code.BY_HAND;
    if (byHand) {
      long now = updates;
      Instant until = clock.instant().plus(WHILE_HELD);
      while (clock.instant().isBefore(until) && carbon.state() == ControllerState.PAUSED) {
        Thread.onSpinWait(); // the training, which waits, moves the time
      }
      standings.add(new Standing(now, carbon.batchesDone(), carbon.state(), updates));
      carbon.resume();
    }
  }

  /** Trains; each update takes a minute. */
  void train(Training training, int epochs, LongConsumer onUpdate) {
    training.train(epochs, number -> {
      updates = number;
      trained.incrementAndGet();
      clock.advance(Duration.ofMinutes(1));
      onUpdate.accept(number);
    });
  }

  /** Pauses by hand after one update; the pause ends by itself. */
  LongConsumer pauseAfter(long place) {
    return after(place, carbon::pause);
  }

  LongConsumer suspendAfter(long place) {
    return after(place, carbon::suspend);
  }

  LongConsumer stopAfter(long place) {
    return after(place, carbon::stop);
  }

  private static LongConsumer after(long place, Runnable order) {
    return update -> {
      if (update == place) {
        order.run();
      }
    };
  }

  /** Waits until the control thread has looked at a training that runs, from the start. */
  void awaitLook() {
    CountDownLatch two = new CountDownLatch(2); // the first may have begun before
    looks = two;
    try {
      if (!two.await(1, TimeUnit.MINUTES)) {
        throw new AssertionError("the control thread does not look any more");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Waits until a pause is ordered, if none was yet. */
  void awaitFirstPause() {
    await(() -> carbon.state() != ControllerState.RUNNING
        || of(StateChanged.class).stream()
            .anyMatch(change -> change.to() == ControllerState.PAUSED));
  }

  /** Waits until a checkpoint is written, which a training that goes on does not do. */
  void awaitCheckpoint() {
    await(() -> !of(CheckpointWritten.class).isEmpty());
  }

  static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      if (Thread.currentThread().isInterrupted()) {
        throw new AssertionError("waited in vain");
      }
      Thread.onSpinWait();
    }
  }

  /** The updates that were made in this process. */
  int trained() {
    return trained.get();
  }

  /** All that was told. */
  List<ControllerEvent> events() {
    return List.copyOf(events);
  }

  <E extends ControllerEvent> List<E> of(Class<E> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  List<String> warnings() {
    return of(Warned.class).stream().map(Warned::text).toList();
  }

  /** Closes the controller and says how the run ended. */
  RunEnded end() {
    carbon.close();
    List<RunEnded> ends = of(RunEnded.class);
    return Objects.requireNonNull(ends.isEmpty() ? null : ends.get(0), "the run has no end");
  }

  @Override
  public void close() {
    carbon.close();
  }
}
