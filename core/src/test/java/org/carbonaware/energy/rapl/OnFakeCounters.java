package org.carbonaware.energy.rapl;

import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.assertj.core.data.Offset;
import org.carbonaware.energy.EnergyReading.Component;
import org.carbonaware.energy.tck.FakeMachine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A machine whose counters and time a test moves. */
abstract class OnFakeCounters {
  static final long SECOND = 1_000_000_000L;
  static final long JOULE = 1_000_000L;
  static final Offset<Double> EXACT = within(1e-9);

  @TempDir
  private Path directory;

  FakeMachine machine;
  long nanoTime = Long.MAX_VALUE - 3 * SECOND; // wraps around, as it may

  @BeforeEach
  void makeMachine() {
    machine = new FakeMachine(directory);
  }

  final RaplMeter open() {
    return RaplMeter.open(machine.powercap(), "Some CPU", false, () -> nanoTime);
  }

  final RaplMeter open(CounterReader reader) {
    return RaplMeter.open(List.of(machine.powercap()), "", false, () -> nanoTime, reader);
  }

  static Component cpu(RaplMeter meter) {
    return meter.read().components().get(0);
  }

  final void after(double seconds) {
    nanoTime += (long) (seconds * SECOND);
  }
}
