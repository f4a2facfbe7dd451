package org.carbonaware.control;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.carbonaware.checkpoint.TrainingState;
import org.carbonaware.plan.Reason;

/** Takes note of what a standstill asks for. */
final class RecordingAttendant implements Attendant {
  final AtomicInteger saves = new AtomicInteger();
  final AtomicInteger snapshots = new AtomicInteger();
  final AtomicInteger releases = new AtomicInteger();
  final AtomicInteger stands = new AtomicInteger();
  final List<String> warnings = new CopyOnWriteArrayList<>();
  final List<ControllerState> states = new CopyOnWriteArrayList<>();
  final List<Reason> reasons = new CopyOnWriteArrayList<>();
  volatile Runnable whileSaving = () -> {};
  volatile Runnable underTheLock = () -> {};
  volatile Runnable whenTrainedOn = () -> {};
  volatile BooleanSupplier worthWaiting = () -> true;
  volatile Duration patience = Duration.ofSeconds(10);
  volatile boolean saving = true;
  private final Map<ControllerState, CountDownLatch> reached = new ConcurrentHashMap<>();

  /** Opens when a state is reached from now on. */
  CountDownLatch expect(ControllerState state) {
    CountDownLatch latch = new CountDownLatch(1);
    reached.put(state, latch);
    return latch;
  }

  @Override
  public boolean save(TrainingState state, BooleanSupplier worthIt) {
    saves.incrementAndGet();
    worthWaiting = worthIt;
    whileSaving.run();
    return saving;
  }

  @Override
  public void snapshot(TrainingState state) {
    snapshots.incrementAndGet();
  }

  @Override
  public String release(TrainingState state) {
    releases.incrementAndGet();
    return state.releaseMemory();
  }

  @Override
  public void trainsOn() {
    whenTrainedOn.run();
  }

  @Override
  public void stands() {
    stands.incrementAndGet();
  }

  @Override
  public Duration patience() {
    return patience;
  }

  @Override
  public void changed(ControllerState from, ControllerState to, Reason reason) {
    underTheLock.run();
    states.add(to);
    reasons.add(reason);
    CountDownLatch latch = reached.get(to);
    if (latch != null) {
      latch.countDown();
    }
  }

  @Override
  public void warn(String text) {
    warnings.add(text);
  }
}
