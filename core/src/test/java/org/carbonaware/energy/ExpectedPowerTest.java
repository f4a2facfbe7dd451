package org.carbonaware.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.carbonaware.energy.rapl.RaplMeter;
import org.carbonaware.energy.tck.FakeMachine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a detected meter expects before it has metered: 64 threads of 180 W, 512 GB of 70 W. */
class ExpectedPowerTest {
  private static final Offset<Double> EXACT = within(1e-9);

  @TempDir
  private Path directory;

  private final Map<String, String> environment = new HashMap<>();
  private FakeMachine machine;

  @BeforeEach
  void makeMachine() {
    machine = new FakeMachine(directory)
        .with(
            "proc/cpuinfo",
            HardwareTest.cpuinfo(64, 1, "AMD EPYC 7502 32-Core Processor", "fpu sse"))
        .with("proc/meminfo", "MemTotal:       536870912 kB\n");
  }

  private Host host() {
    return new Host(
        directory,
        environment,
        (options, time) -> {
          throw new MeterUnavailableException("no NVIDIA driver");
        },
        (device, platform, time) -> RaplMeter.open(machine.powercap(), device, platform, time),
        () -> 0);
  }

  private ExpectedPower expected(MeterOptions options) {
    try (EnergyMeter meter = Meters.detect(host(), options, () -> 0)) {
      return meter.expectedPower().orElseThrow();
    }
  }

  private ExpectedPower expected() {
    return expected(MeterOptions.ofDefaults());
  }

  private void limit(String zone, String microwatts) {
    FakeMachine.write(machine.zone(zone).resolve("constraint_0_power_limit_uw"), microwatts + "\n");
  }

  @Test
  void modelsTellTheirPower() {
    ExpectedPower expected = expected();
    assertThat(expected.fullWatts()).isCloseTo(180 + 70, EXACT);
    assertThat(expected.idleWatts()).isCloseTo(18 + 70, EXACT);
    assertThat(expected.basis())
        .isEqualTo("cpu 18 to 180 W (180 W by design); ram 70 to 70 W (size-model)");
  }

  @Test
  void countersAreExpectedToReachTheDesignPower() {
    machine.withZone("intel-rapl:0", "package-0", 0);
    assertThat(expected().fullWatts()).isCloseTo(180 + 70, EXACT);
    assertThat(expected().basis()).startsWith("cpu 18 to 180 W (180 W by design)");
  }

  @Test
  void countersAreExpectedToReachTheFirmwaresLimit() {
    machine.withZone("intel-rapl:0", "package-0", 0).withZone("intel-rapl:1", "package-1", 7);
    limit("intel-rapl:0", "100000000");
    limit("intel-rapl:1", "110000000");
    assertThat(expected().fullWatts()).isCloseTo(210 + 70, EXACT);
    assertThat(expected().basis()).startsWith("cpu 18 to 210 W (power limit 210 W)");
    limit("intel-rapl:1", "4095000000"); // no limit at all
    assertThat(expected().fullWatts()).isCloseTo(180 + 70, EXACT);
  }

  @Test
  void theMemorysCounterIsExpectedToComeToItsModel() {
    machine.withZone("intel-rapl:0", "package-0", 0).withZone("intel-rapl:0:0", "dram", 0);
    assertThat(expected().fullWatts()).isCloseTo(180 + 70, EXACT);
    assertThat(expected().basis()).endsWith("ram 70 to 70 W (by its size)");
  }

  @Test
  void aGpuThatCantBeReadIsExpectedToDrawWhatIsAssumedOfIt() {
    machine.with("proc/driver/nvidia/gpus/0000:01:00.0/information", "Model: \t\t Tesla T4\n");
    assertThat(expected().fullWatts()).isCloseTo(39.5 + 180 + 70, EXACT);
    machine.with("proc/driver/nvidia/gpus/0000:02:00.0/information", "Model: \t\t T5\n");
    assertThat(expected().fullWatts()).as("of the other nothing is known").isCloseTo(289.5, EXACT);
  }

  @Test
  void ranksAreExpectedToDrawWhatTheyAreCharged() {
    environment.put("LOCAL_WORLD_SIZE", "4");
    environment.put("LOCAL_RANK", "1");
    assertThat(expected().fullWatts()).isZero();
    assertThat(expected(MeterOptions.ofDefaults().ranks(RankCharge.DIVIDED)).fullWatts())
        .isCloseTo((180 + 70) / 4.0, EXACT);
  }

  @Test
  void aCalibrationIsExpectedToo() {
    ExpectedPower expected =
        expected(MeterOptions.ofDefaults().calibration(new Calibration(30, 0.8, "a wall meter")));
    assertThat(expected.fullWatts()).isCloseTo((180 + 70 + 30) / 0.8, EXACT);
    assertThat(expected.idleWatts()).isCloseTo((18 + 70 + 30) / 0.8, EXACT);
    assertThat(expected.basis())
        .contains("base 30 to 30 W (constant)")
        .endsWith("; all with the power supply's loss");
  }

  @Test
  void aUsersModelIsExpectedAsItWasTold() {
    EnergyMeter meter = new EstimateMeter(new PowerModel(20, 200), 4, () -> 0, () -> 0);
    assertThat(meter.expectedPower())
        .contains(new ExpectedPower(20, 200, "machine 20 to 200 W (as it was told)"));
  }

  @Test
  void meterThatKnowsNothingExpectsNothing() {
    EnergyMeter silent = () -> new EnergyReading(List.of());
    assertThat(silent.expectedPower()).isEmpty();
    assertThat(new SeveralMeters(List.of(silent)).expectedPower()).isEmpty();
  }

  @Test
  void refusesWhatNoMachineDraws() {
    assertThatThrownBy(() -> new ExpectedPower(10, 9, "x"))
        .hasMessageContaining("expected power idle 10.0 W, full 9.0 W: expected 0 <= idle <= full");
    assertThatThrownBy(() -> new ExpectedPower(-1, 9, "x")).isNotNull();
    assertThatThrownBy(() -> new ExpectedPower(0, Double.NaN, "x")).isNotNull();
  }
}
