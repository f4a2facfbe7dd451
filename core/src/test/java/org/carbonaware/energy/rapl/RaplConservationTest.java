package org.carbonaware.energy.rapl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
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

  /** Counters of a random machine, some unreadable at random moments. */
  private final class RandomHardware {
    final SplittableRandom random;
    final Map<Path, Long> drawn = new HashMap<>();
    final Map<Path, Long> begin = new HashMap<>();
    final Map<Path, Long> range = new HashMap<>();
    final List<Path> packages = new ArrayList<>();
    final List<Path> memories = new ArrayList<>();
    final Set<Path> unreadable = new HashSet<>();
    final FakeMachine machine;
    long nanoTime;

    RandomHardware(long seed) {
      random = new SplittableRandom(seed);
      nanoTime = random.nextLong();
      machine = new FakeMachine(directory);
      int sockets = 1 + random.nextInt(4);
      boolean memory = random.nextBoolean();
      for (int socket = 0; socket < sockets; socket++) {
        String id = "intel-rapl:" + socket;
        packages.add(add(id, "package-" + socket));
        if (memory) {
          memories.add(add(id + ":0", "dram"));
        }
      }
    }

    private Path add(String id, String name) {
      long wrap = 40_000_000_000L + random.nextLong(250_000_000_000L);
      long energy = random.nextLong(wrap);
      machine.withZone(id, name, energy, wrap);
      Path file = machine.zone(id).resolve("energy_uj");
      range.put(file, wrap);
      begin.put(file, energy);
      drawn.put(file, 0L);
      return file;
    }

    void pass() {
      long elapsed = 50_000_000L + random.nextLong(3_000_000_000L);
      nanoTime += elapsed;
      unreadable.clear();
      for (Path file : drawn.keySet()) {
        drawn.merge(file, (5 + random.nextLong(600)) * elapsed / 1000, Long::sum);
        if (random.nextInt(5) == 0) {
          unreadable.add(file);
        }
      }
    }

    long read(Path link) throws IOException {
      Path file = link.getFileName().toString().startsWith("max")
          ? link
          : machine.zone(link.getParent().getFileName().toString()).resolve("energy_uj");
      if (!drawn.containsKey(file)) {
        return CounterReader.ofFiles().read(file);
      }
      if (unreadable.contains(file)) {
        throw new IOException("not now");
      }
      return (begin.get(file) + drawn.get(file)) % range.get(file);
    }

    long sum(List<Path> files) {
      return files.stream().mapToLong(drawn::get).sum();
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
        assertThat(microjoules(cpu)).isLessThanOrEqualTo(hardware.sum(hardware.packages));
      } else {
        meter.sample();
      }
    }
    hardware.unreadable.clear();
    List<Component> components = meter.read().components();
    assertThat(microjoules(components.get(0))).isEqualTo(hardware.sum(hardware.packages));
    assertThat(components.get(0).coverage()).isEqualTo(1);
    if (!hardware.memories.isEmpty()) {
      assertThat(microjoules(components.get(1))).isEqualTo(hardware.sum(hardware.memories));
      assertThat(components.get(1).coverage()).isEqualTo(1);
    }
  }

  private static long microjoules(Component component) {
    return Math.round(component.joules() * 1e6);
  }
}
