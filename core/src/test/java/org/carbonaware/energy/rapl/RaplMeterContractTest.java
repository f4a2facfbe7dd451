package org.carbonaware.energy.rapl;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.carbonaware.energy.EnergyMeter;
import org.carbonaware.energy.tck.EnergyMeterContract;
import org.carbonaware.energy.tck.FakeMachine;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

class RaplMeterContractTest {
  /** Counters that move at up to 400 W each and wrap around. */
  private abstract static class Kit extends EnergyMeterContract {
    private final SplittableRandom random = new SplittableRandom(42);
    private final List<String> counters = new ArrayList<>();
    private final List<Long> drawn = new ArrayList<>();

    @TempDir
    private Path directory;

    private @Nullable FakeMachine made;
    private long nanoTime = Long.MAX_VALUE - 1_000_000_000L; // wraps around, as it may

    abstract void build();

    boolean platform() {
      return false;
    }

    private FakeMachine machine() {
      FakeMachine machine = made;
      if (machine == null) {
        machine = new FakeMachine(directory);
        made = machine;
        build();
      }
      return machine;
    }

    void add(String id, String name) {
      counters.add(id);
      drawn.add(random.nextLong(FakeMachine.RANGE));
      machine().withZone(id, name, drawn.get(drawn.size() - 1));
    }

    @Override
    protected EnergyMeter newMeter() {
      return RaplMeter.open(machine().powercap(), "Some CPU", platform(), () -> nanoTime);
    }

    @Override
    protected void letTimePass() {
      long elapsed = random.nextLong(2_000_000_000L);
      nanoTime += elapsed;
      for (int i = 0; i < counters.size(); i++) {
        long more = drawn.get(i) + random.nextLong(400) * elapsed / 1000;
        drawn.set(i, more);
        if (machine().zone(counters.get(i)).resolve("energy_uj").toFile().exists()) {
          machine().energy(counters.get(i), more % FakeMachine.RANGE);
        }
      }
    }

    @Override
    protected boolean breakHardware() {
      counters.forEach(id -> FakeMachine.remove(machine().zone(id).resolve("energy_uj")));
      return true;
    }

    @Override
    protected boolean readsCounters() {
      return true;
    }
  }

  @Nested
  class OnePackage extends Kit {
    @Override
    void build() {
      add("intel-rapl:0", "package-0");
    }
  }

  @Nested
  class TwoPackagesWithMemory extends Kit {
    @Override
    void build() {
      add("intel-rapl:0", "package-0");
      add("intel-rapl:0:0", "dram");
      add("intel-rapl:1", "package-1");
      add("intel-rapl:1:0", "dram");
    }
  }

  @Nested
  class ShownTwice extends Kit {
    @Override
    void build() {
      add("intel-rapl:0", "package-0");
      add("intel-rapl-mmio:0", "package-0");
    }
  }

  @Nested
  class Platform extends Kit {
    @Override
    void build() {
      add("intel-rapl:0", "package-0");
      add("intel-rapl:1", "psys");
    }

    @Override
    boolean platform() {
      return true;
    }
  }
}
