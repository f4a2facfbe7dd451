package org.carbonaware.energy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import org.carbonaware.energy.rapl.RaplMeter;
import org.carbonaware.energy.tck.EnergyMeterContract;
import org.carbonaware.energy.tck.FakeMachine;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The kit for what is made of a machine's files. */
class HostMetersContractTest {
  private abstract static class Kit extends EnergyMeterContract {
    private final SplittableRandom random = new SplittableRandom(42);

    @TempDir
    private Path directory;

    private @Nullable FakeMachine made;
    private long nanoTime = Long.MAX_VALUE - 1_000_000_000L; // wraps around, as it may
    private long microjoules = 261_000_000_000L;
    private long busyTicks;
    private long idleTicks;
    private long processTicks;
    private boolean built;
    private boolean broken;

    private FakeMachine machine() {
      FakeMachine machine = made;
      if (machine == null) {
        machine = new FakeMachine(directory);
        made = machine;
      }
      return machine;
    }

    abstract EnergyMeter newMeter(Host host, LongSupplier time);

    boolean hasCounters() {
      return true;
    }

    @Override
    protected EnergyMeter newMeter() {
      FakeMachine machine = machine();
      if (!built) {
        built = true;
        machine
            .with("proc/cpuinfo", HardwareTest.cpuinfo(8, 1, "AMD EPYC 7742", "fpu"))
            .with("proc/meminfo", "MemTotal:   33554432 kB\n");
        if (hasCounters()) {
          machine.withZone("intel-rapl:0", "package-0", microjoules);
        }
        write();
      }
      Host host = new Host(
          directory,
          Map.of(),
          time -> {
            throw new MeterUnavailableException("no GPU");
          },
          (device, platform, time) -> RaplMeter.open(machine.powercap(), device, platform, time),
          () -> processTicks * 10_000_000L);
      return newMeter(host, () -> nanoTime);
    }

    @Override
    protected void letTimePass() {
      long elapsed = 200_000_000L + random.nextLong(2_000_000_000L);
      nanoTime += elapsed;
      microjoules += random.nextLong(200) * elapsed / 1000;
      long ticks = 8 * elapsed / 10_000_000L;
      long busy = 10 + random.nextLong(ticks - 10);
      busyTicks += busy;
      idleTicks += ticks - busy;
      processTicks += 1 + random.nextLong(busy);
      if (!broken) {
        write();
      }
    }

    private void write() {
      if (hasCounters()) {
        machine().energy("intel-rapl:0", microjoules % FakeMachine.RANGE);
      }
      machine()
          .inPlace("proc/stat", "cpu  " + busyTicks + " 0 0 " + idleTicks + " 0 0 0 0 0 0\n")
          .inPlace(
              "proc/self/stat", "1 (java) S 1 2 3 4 5 6 7 8 9 10 " + processTicks + " 0 0 0\n");
    }

    @Override
    protected boolean breakHardware() {
      broken = true;
      if (hasCounters()) {
        FakeMachine.remove(machine().zone("intel-rapl:0").resolve("energy_uj"));
      }
      FakeMachine.remove(directory.resolve("proc/stat"));
      return hasCounters();
    }
  }

  @Nested
  class DetectedCounters extends Kit {
    @Override
    EnergyMeter newMeter(Host host, LongSupplier time) {
      return Meters.detect(host, MeterOptions.ofDefaults(), time);
    }

    @Override
    protected boolean readsCounters() {
      return true;
    }
  }

  @Nested
  class ShareOfTheProcess extends Kit {
    @Override
    EnergyMeter newMeter(Host host, LongSupplier time) {
      return Meters.detect(host, MeterOptions.ofDefaults().processShare(true), time);
    }
  }

  @Nested
  class Models extends Kit {
    @Override
    EnergyMeter newMeter(Host host, LongSupplier time) {
      return Meters.detect(host, MeterOptions.ofDefaults(), time);
    }

    @Override
    boolean hasCounters() {
      return false;
    }
  }

  @Nested
  class ModelOfTheProcess extends Kit {
    @Override
    EnergyMeter newMeter(Host host, LongSupplier time) {
      return Meters.detect(host, MeterOptions.ofDefaults().processShare(true), time);
    }

    @Override
    boolean hasCounters() {
      return false;
    }
  }

  @Nested
  class Memory extends Kit {
    @Override
    EnergyMeter newMeter(Host host, LongSupplier time) {
      return RamModel.of(Hardware.detect(host.root(), Map.of())).meter("", time);
    }

    @Override
    protected boolean readsCounters() {
      return true; // a fixed power is the same however often one looks
    }

    @Override
    boolean hasCounters() {
      return false;
    }
  }

  @Nested
  class Calibrated extends Kit {
    @Override
    EnergyMeter newMeter(Host host, LongSupplier time) {
      EnergyMeter inner = Meters.detect(host, MeterOptions.ofDefaults(), time);
      return new Calibration(35, 0.9, "a test").over(inner, time);
    }

    @Override
    protected boolean readsCounters() {
      return true;
    }
  }

  @Nested
  class Several extends Kit {
    @Override
    EnergyMeter newMeter(Host host, LongSupplier time) {
      EnergyMeter rest = new EstimateMeter(new PowerModel(5, 50), 8, time, host.cpuNanos());
      EnergyMeter counters = host.counters().open("", false, time);
      return new SeveralMeters(List.of(counters, rest));
    }
  }

  @Nested
  class FirstOfSeveralRanks extends Kit {
    @Override
    EnergyMeter newMeter(Host host, LongSupplier time) {
      Host rank = new Host(
          host.root(),
          Map.of("LOCAL_WORLD_SIZE", "8", "LOCAL_RANK", "0"),
          host.gpus(),
          host.counters(),
          host.cpuNanos());
      return Meters.detect(rank, MeterOptions.ofDefaults(), time);
    }
  }
}
