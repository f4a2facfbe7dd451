package org.carbonaware.energy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
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
    private final boolean hasCounters;
    private final boolean readsCounters;
    private final BiFunction<Host, LongSupplier, EnergyMeter> maker;
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

    Kit(
        boolean hasCounters,
        boolean readsCounters,
        BiFunction<Host, LongSupplier, EnergyMeter> maker) {
      this.hasCounters = hasCounters;
      this.readsCounters = readsCounters;
      this.maker = maker;
    }

    @Override
    protected boolean readsCounters() {
      return readsCounters;
    }

    private FakeMachine machine() {
      FakeMachine machine = made;
      if (machine == null) {
        machine = new FakeMachine(directory);
        made = machine;
      }
      return machine;
    }

    @Override
    protected EnergyMeter newMeter() {
      FakeMachine machine = machine();
      if (!built) {
        built = true;
        machine
            .with("proc/cpuinfo", HardwareTest.cpuinfo(8, 1, "AMD EPYC 7742", "fpu"))
            .with("proc/meminfo", "MemTotal:   33554432 kB\n");
        if (hasCounters) {
          machine.withZone("intel-rapl:0", "package-0", microjoules);
        }
        write();
      }
      Host host = new Host(
          directory,
          Map.of(),
          (options, time) -> {
            throw new MeterUnavailableException("no GPU");
          },
          (device, platform, time) -> RaplMeter.open(machine.powercap(), device, platform, time),
          () -> processTicks * 10_000_000L);
      return maker.apply(host, () -> nanoTime);
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
      if (hasCounters) {
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
      if (hasCounters) {
        FakeMachine.remove(machine().zone("intel-rapl:0").resolve("energy_uj"));
      }
      FakeMachine.remove(directory.resolve("proc/stat"));
      return hasCounters;
    }
  }

  private static EnergyMeter detect(Host host, MeterOptions options, LongSupplier time) {
    return Meters.detect(host, options, time);
  }

  @Nested
  class DetectedCounters extends Kit {
    DetectedCounters() {
      super(true, true, (host, time) -> detect(host, MeterOptions.ofDefaults(), time));
    }
  }

  @Nested
  class ShareOfTheProcess extends Kit {
    ShareOfTheProcess() {
      super(
          true,
          false,
          (host, time) -> detect(host, MeterOptions.ofDefaults().processShare(true), time));
    }
  }

  @Nested
  class Models extends Kit {
    Models() {
      super(false, false, (host, time) -> detect(host, MeterOptions.ofDefaults(), time));
    }
  }

  @Nested
  class ModelOfTheProcess extends Kit {
    ModelOfTheProcess() {
      super(
          false,
          false,
          (host, time) -> detect(host, MeterOptions.ofDefaults().processShare(true), time));
    }
  }

  @Nested
  class Memory extends Kit {
    Memory() { // a fixed power is the same however often one looks, as a counter is
      super(
          false,
          true,
          (host, time) -> RamModel.of(Hardware.detect(host.root(), Map.of())).meter("", time));
    }
  }

  @Nested
  class Calibrated extends Kit {
    Calibrated() {
      super(
          true,
          true,
          (host, time) -> new Calibration(35, 0.9, "a test")
              .over(detect(host, MeterOptions.ofDefaults(), time), time));
    }
  }

  @Nested
  class Several extends Kit {
    Several() {
      super(
          true,
          false,
          (host, time) -> new SeveralMeters(List.of(
              host.counters().open("", false, time),
              new EstimateMeter(new PowerModel(5, 50), 8, time, host.cpuNanos()))));
    }
  }

  @Nested
  class FirstOfSeveralRanks extends Kit {
    private static final Map<String, String> FIRST =
        Map.of("LOCAL_WORLD_SIZE", "8", "LOCAL_RANK", "0");

    FirstOfSeveralRanks() {
      super(
          true,
          false,
          (host, time) -> detect(
              new Host(host.root(), FIRST, host.gpus(), host.counters(), host.cpuNanos()),
              MeterOptions.ofDefaults(),
              time));
    }
  }
}
