package org.carbonaware.energy.rapl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.carbonaware.energy.EnergyReading.Component;
import org.carbonaware.energy.tck.FakeMachine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MirroredDiesTest {
  private static final long SECOND = 1_000_000_000L;

  @TempDir
  private Path directory;

  private long nanoTime;

  /** A socket's energy at a moment; each reading of a file takes a moment. */
  private long socket(int number, double secondWatts) {
    double watts = number == 0 ? 68 : secondWatts;
    long steps = (long) (watts * nanoTime / 1000 / 61_035);
    return steps * 61_035; // in steps, as the hardware counts
  }

  private RaplMeter open(boolean mirrored, double secondWatts) {
    FakeMachine machine = new FakeMachine(directory)
        .withZone("intel-rapl:0", "package-0-die-0", 0)
        .withZone("intel-rapl:1", "package-0-die-1", 0);
    CounterReader moving = file -> {
      if (!file.endsWith("energy_uj")) {
        return FakeMachine.RANGE;
      }
      nanoTime += 20_000;
      boolean second = file.toString().contains("intel-rapl:1");
      return socket(second && !mirrored ? 1 : 0, secondWatts);
    };
    return RaplMeter.open(List.of(machine.powercap()), "", false, () -> nanoTime, moving);
  }

  private static Component cpu(RaplMeter meter) {
    return meter.read().components().get(0);
  }

  @Test
  void aSocketShownByBothDiesCountsOnce() {
    RaplMeter meter = open(true, 0);
    for (int second = 0; second < 3_600; second++) {
      nanoTime += SECOND;
      meter.sample();
    }
    Component cpu = cpu(meter);
    assertThat(cpu.joules()).isCloseTo(3_600 * 68, within(50.0));
    assertThat(cpu.coverage()).isEqualTo(1);
    assertThat(cpu.how())
        .contains("package-0-die-1 counts the same as package-0-die-0, so they count once");
  }

  @Test
  void twoSocketsCountTwiceHoweverAlikeAndIdle() {
    RaplMeter meter = open(false, 68.05);
    for (int second = 0; second < 30; second++) {
      nanoTime += SECOND;
      meter.sample();
    }
    Component cpu = cpu(meter);
    assertThat(cpu.joules()).isCloseTo(30 * 136.05, within(1.0));
    assertThat(cpu.how()).doesNotContain("counts the same");
  }

  @Test
  void twoSocketsAreKnownApartAtTheirFirstReadingAfterSomeWork() {
    RaplMeter meter = open(false, 80);
    nanoTime += 10 * SECOND;
    assertThat(cpu(meter).joules()).isCloseTo(1480, within(1.0));
  }

  @Test
  void oneOfTwoMirrorsThatVanishesIsReplacedByTheOther() {
    FakeMachine machine = new FakeMachine(directory)
        .withZone("intel-rapl:0", "package-0-die-0", 0)
        .withZone("intel-rapl:1", "package-0-die-1", 0);
    RaplMeter meter = RaplMeter.open(machine.powercap(), "", false, () -> nanoTime);
    long drawn = 0;
    for (int second = 1; second <= 20; second++) {
      nanoTime += SECOND;
      drawn += 70_000_000;
      if (second == 10) {
        FakeMachine.remove(machine.zone("intel-rapl:0").resolve("energy_uj"));
      } else if (second < 10) {
        machine.energy("intel-rapl:0", drawn);
      }
      machine.energy("intel-rapl:1", drawn);
      meter.sample();
    }
    assertThat(cpu(meter).joules()).isCloseTo(20 * 70, within(1e-9));
    assertThat(cpu(meter).coverage()).isCloseTo((9 / 20.0 + 1) / 2, within(1e-9));
  }

  @Test
  void standingCountersAreNoMirrors() {
    FakeMachine machine = new FakeMachine(directory)
        .withZone("intel-rapl:0", "package-0", 7)
        .withZone("intel-rapl:1", "package-1", 7);
    RaplMeter meter = RaplMeter.open(machine.powercap(), "", false, () -> nanoTime);
    for (int second = 0; second < 100; second++) {
      nanoTime += SECOND;
      meter.sample();
    }
    assertThat(cpu(meter).joules()).isZero();
    assertThat(cpu(meter).how()).doesNotContain("counts the same");
    machine.energy("intel-rapl:0", 90_000_007);
    machine.energy("intel-rapl:1", 95_000_007);
    assertThat(cpu(meter).joules()).isCloseTo(185, within(1e-9));
  }

  @Test
  void fourDiesOfTwoSocketsCountForTwo() {
    FakeMachine machine = new FakeMachine(directory);
    for (int die = 0; die < 4; die++) {
      machine.withZone("intel-rapl:" + die, "package-" + die / 2 + "-die-" + die % 2, die * 1000L);
    }
    RaplMeter meter = RaplMeter.open(machine.powercap(), "", false, () -> nanoTime);
    SplittableRandom random = new SplittableRandom(42);
    long[] drawn = new long[2];
    double last = 0;
    for (int second = 0; second < 50; second++) {
      nanoTime += SECOND;
      drawn[0] += 60_000_000 + random.nextLong(5_000_000);
      drawn[1] += 60_000_000 + random.nextLong(5_000_000);
      for (int die = 0; die < 4; die++) {
        machine.energy("intel-rapl:" + die, die * 1000L + drawn[die / 2]);
      }
      double joules = cpu(meter).joules();
      assertThat(joules).isGreaterThanOrEqualTo(last);
      last = joules;
    }
    assertThat(last).isCloseTo((drawn[0] + drawn[1]) / 1e6, within(1e-6));
  }
}
