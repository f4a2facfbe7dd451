package org.carbonaware.control;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.carbonaware.energy.EnergyMeter;
import org.carbonaware.energy.EnergyReading;
import org.carbonaware.energy.EnergyReading.Component;
import org.carbonaware.energy.EnergyReading.Kind;
import org.carbonaware.energy.EnergyReading.Technique;
import org.carbonaware.energy.ExpectedPower;
import org.jspecify.annotations.Nullable;

/** Two components whose power a test switches; measures exactly. Can fail or hang for a while. */
final class SwitchedMeter implements EnergyMeter {
  static final double EXPECTED_WATTS = 50;

  private final TestClock clock;
  private Instant since;
  private double processorWatts = 100;
  private double processorJoules;
  private double boardJoules;
  private @Nullable RuntimeException failure;
  private @Nullable CountDownLatch hangs;
  private String how = "a test";
  private int readings;
  private int looks;
  private volatile boolean closed;

  SwitchedMeter(TestClock clock) {
    this.clock = clock;
    this.since = clock.unset();
  }

  /** The same on every computer that runs the tests. */
  @Override
  public Optional<ExpectedPower> expectedPower() {
    return Optional.of(new ExpectedPower(EXPECTED_WATTS / 10, EXPECTED_WATTS, "made up"));
  }

  void processorWatts(double watts) {
    count();
    processorWatts = watts;
  }

  void failWith(@Nullable RuntimeException nowFailure) {
    failure = nowFailure;
  }

  /** Holds up every call until the latch is opened; null for none. */
  void hangUntil(@Nullable CountDownLatch opened) {
    hangs = opened;
  }

  void how(String nowHow) {
    how = nowHow;
  }

  int readings() {
    return readings;
  }

  int looks() {
    return looks;
  }

  double total() {
    count();
    return processorJoules + boardJoules;
  }

  boolean closed() {
    return closed;
  }

  private void count() {
    double seconds = Duration.between(since, clock.unset()).toNanos() / 1e9;
    processorJoules += processorWatts * seconds;
    boardJoules += 20 * seconds;
    since = clock.unset();
  }

  @Override
  public void sample() {
    hang();
    looks++;
  }

  private void hang() {
    CountDownLatch latch = hangs;
    if (latch != null) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public EnergyReading read() {
    hang();
    readings++;
    if (failure != null) {
      throw failure;
    }
    count();
    return new EnergyReading(List.of(
        Component.of("cpu", Kind.CPU, processorJoules, Technique.EXTERNAL, how),
        Component.of("board", Kind.BASE, boardJoules, Technique.CONSTANT, "a test")));
  }

  @Override
  public void close() {
    closed = true;
  }
}
