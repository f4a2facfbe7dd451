package org.carbonaware.control;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.carbonaware.energy.EnergyMeter;
import org.carbonaware.energy.EnergyReading;
import org.carbonaware.energy.EnergyReading.Component;
import org.carbonaware.energy.EnergyReading.Kind;
import org.carbonaware.energy.EnergyReading.Technique;
import org.jspecify.annotations.Nullable;

/** Two components whose power a test switches; measures exactly. Can fail for a while. */
final class SwitchedMeter implements EnergyMeter {
  private final TestClock clock;
  private Instant since;
  private double processorWatts = 100;
  private double processorJoules;
  private double boardJoules;
  private @Nullable RuntimeException failure;
  private boolean closed;

  SwitchedMeter(TestClock clock) {
    this.clock = clock;
    this.since = clock.instant();
  }

  void processorWatts(double watts) {
    count();
    processorWatts = watts;
  }

  void failWith(@Nullable RuntimeException nowFailure) {
    failure = nowFailure;
  }

  double total() {
    count();
    return processorJoules + boardJoules;
  }

  boolean closed() {
    return closed;
  }

  private void count() {
    double seconds = Duration.between(since, clock.instant()).toNanos() / 1e9;
    processorJoules += processorWatts * seconds;
    boardJoules += 20 * seconds;
    since = clock.instant();
  }

  @Override
  public EnergyReading read() {
    if (failure != null) {
      throw failure;
    }
    count();
    return new EnergyReading(List.of(
        Component.of("cpu", Kind.CPU, processorJoules, Technique.EXTERNAL, "a test"),
        Component.of("board", Kind.BASE, boardJoules, Technique.CONSTANT, "a test")));
  }

  @Override
  public void close() {
    closed = true;
  }
}
