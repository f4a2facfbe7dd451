package org.carbonaware.energy.rapl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.carbonaware.energy.EnergyReading.Component;
import org.carbonaware.energy.tck.FakeMachine;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the hardware drew is what is counted, to the microjoule. */
class RaplConservationTest {
  private static final int LOOKS = 400;

  @TempDir
  private Path directory;

  static LongStream seeds() {
    return new SplittableRandom(42).longs(60);
  }

  /** One counter of the hardware. */
  private static final class Counter {
    final long begin;
    final long range;
    long drawn;
    boolean readable = true;

    Counter(SplittableRandom random) {
      range = 40_000_000_000L + random.nextLong(250_000_000_000L);
      begin = random.nextLong(range);
    }
  }

  /** Counters of a random machine, some unreadable at random moments. */
  private final class RandomHardware {
    final SplittableRandom random;
    final List<Counter> packages = new ArrayList<>();
    final List<Counter> memories = new ArrayList<>();
    final FakeMachine machine = new FakeMachine(directory);
    long nanoTime;

    RandomHardware(long seed) {
      random = new SplittableRandom(seed);
      nanoTime = random.nextLong();
      int sockets = 1 + random.nextInt(4);
      boolean memory = random.nextBoolean();
      for (int socket = 0; socket < sockets; socket++) {
        packages.add(new Counter(random));
        machine.withZone("intel-rapl:" + socket, "package-" + socket, 0);
        if (memory) {
          memories.add(new Counter(random));
          machine.withZone("intel-rapl:" + socket + ":0", "dram", 0);
        }
      }
    }

    void pass() {
      long elapsed = 50_000_000L + random.nextLong(3_000_000_000L);
      nanoTime += elapsed;
      Stream.concat(packages.stream(), memories.stream()).forEach(counter -> {
        counter.drawn += (5 + random.nextLong(600)) * elapsed / 1000;
        counter.readable = random.nextInt(5) > 0;
      });
    }

    void repair() {
      Stream.concat(packages.stream(), memories.stream())
          .forEach(counter -> counter.readable = true);
    }

    long read(Path file) throws IOException {
      String id = file.getName(file.getNameCount() - 2).toString();
      int socket = Integer.parseInt(id.split(":", -1)[1]);
      Counter counter = (id.endsWith(":0") && id.length() > 12 ? memories : packages).get(socket);
      if (file.endsWith("max_energy_range_uj")) {
        return counter.range;
      }
      if (!counter.readable) {
        throw new IOException("not now");
      }
      return (counter.begin + counter.drawn) % counter.range;
    }

    static long sum(List<Counter> counters) {
      return counters.stream().mapToLong(counter -> counter.drawn).sum();
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void countsWhatWasDrawnWhateverWrapsAndWhateverFailsOnTheWay(long seed) {
    RandomHardware hardware = new RandomHardware(seed);
    RaplMeter meter = RaplMeter.open(
        List.of(hardware.machine.powercap()), "", false, () -> hardware.nanoTime, hardware::read);
    for (int look = 0; look < LOOKS; look++) {
      hardware.pass();
      if (hardware.random.nextInt(4) == 0) {
        Component cpu = meter.read().components().get(0);
        assertThat(microjoules(cpu)).isLessThanOrEqualTo(RandomHardware.sum(hardware.packages));
      } else {
        meter.sample();
      }
    }
    hardware.repair();
    List<Component> components = meter.read().components();
    assertThat(microjoules(components.get(0))).isEqualTo(RandomHardware.sum(hardware.packages));
    assertThat(components.get(0).coverage()).isEqualTo(1);
    if (!hardware.memories.isEmpty()) {
      assertThat(microjoules(components.get(1))).isEqualTo(RandomHardware.sum(hardware.memories));
      assertThat(components.get(1).coverage()).isEqualTo(1);
    }
  }

  private static long microjoules(Component component) {
    return Math.round(component.joules() * 1e6);
  }
}
