package org.carbonaware.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.assertj.core.data.Offset;
import org.carbonaware.energy.EnergyReading.Component;
import org.carbonaware.energy.EnergyReading.Kind;
import org.carbonaware.energy.EnergyReading.Scope;
import org.carbonaware.energy.EnergyReading.Technique;
import org.carbonaware.energy.tck.FakeMachine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessShareMeterTest {
  private static final Offset<Double> EXACT = within(1e-9);

  @TempDir
  private Path directory;

  private FakeMachine machine;
  private ProcessShareMeter meter;
  private double cpuJoules = 1000;
  private double ramJoules;
  private long busy = 5000;
  private long process = 100;

  @BeforeEach
  void makeMeter() {
    machine = new FakeMachine(directory);
    CpuTimes times = new CpuTimes(new HostFiles(directory));
    write();
    assertThat(times.look()).isTrue();
    meter = new ProcessShareMeter(
        () -> new EnergyReading(List.of(
            Component.of("cpu", Kind.CPU, cpuJoules, Technique.RAPL, "RAPL"),
            Component.of("ram", Kind.RAM, ramJoules, Technique.RAPL, "RAPL"))),
        times,
        "this process");
  }

  private void write() {
    machine
        .with("proc/stat", "cpu  " + busy + " 0 0 77 0 0 0 0 0 0\n")
        .with("proc/self/stat", "1 (java) S 1 2 3 4 5 6 7 8 9 10 " + process + " 0 0 0\n");
  }

  private void pass(double joules, long busyTicks, long processTicks) {
    cpuJoules += joules;
    ramJoules += 5;
    busy += busyTicks;
    process += processTicks;
    write();
  }

  private Component cpu() {
    return meter.read().components().get(0);
  }

  @Test
  void chargesTheShareOfTheProcessorTimeInEachInterval() {
    assertThat(cpu().joules()).isZero();
    pass(100, 400, 100);
    meter.sample();
    pass(300, 200, 200);
    Component cpu = cpu();
    assertThat(cpu.joules()).isCloseTo(25 + 300, EXACT);
    assertThat(cpu.scope()).isEqualTo(Scope.PROCESS);
    assertThat(cpu.coverage()).isEqualTo(1);
    assertThat(cpu.how()).isEqualTo("RAPL; this process's share by processor time");
  }

  @Test
  void leavesTheMemoryWhole() {
    pass(100, 400, 100);
    Component ram = meter.read().components().get(1);
    assertThat(ram.joules()).isEqualTo(5);
    assertThat(ram.scope()).isEqualTo(Scope.DEVICE);
  }

  @Test
  void gathersIntervalsTooShortForAShare() {
    for (int i = 0; i < 10; i++) {
      pass(10, 4, 1);
      meter.sample();
    }
    pass(10, 0, 0);
    pass(0, 100, 25);
    assertThat(cpu().joules()).isCloseTo(110 / 4.0, EXACT);
  }

  @Test
  void tenTicksMakeAShareAndFewerAreNoGap() {
    pass(100, 10, 5);
    assertThat(cpu().joules()).isCloseTo(50, EXACT);
    pass(100, 9, 9);
    assertThat(cpu().joules()).isCloseTo(50, EXACT);
    assertThat(cpu().coverage()).isEqualTo(1);
    pass(0, 1, 0);
    assertThat(cpu().joules()).isCloseTo(50 + 90, EXACT);
  }

  @Test
  void neverChargesMoreThanAll() {
    pass(100, 10, 12);
    assertThat(cpu().joules()).isCloseTo(100, EXACT);
    pass(100, 10, -5);
    assertThat(cpu().joules()).isCloseTo(100, EXACT);
  }

  @Test
  void standsStillWhileTimesCannotBeReadAndCatchesUp() {
    pass(100, 100, 50);
    assertThat(cpu().joules()).isCloseTo(50, EXACT);
    pass(300, 100, 100);
    FakeMachine.remove(directory.resolve("proc/stat"));
    Component blind = cpu();
    assertThat(blind.joules()).isCloseTo(50, EXACT);
    assertThat(blind.coverage()).isCloseTo(1100 / 1400.0, EXACT);
    assertThat(blind.how()).endsWith(", which can't be read now");
    pass(100, 100, 60);
    assertThat(cpu().joules()).isCloseTo(50 + 400 * 0.8, EXACT);
    assertThat(cpu().coverage()).isEqualTo(1);
  }

  @Test
  void timesThatWereSetBackShareFromThereOn() {
    pass(100, -4000, -50);
    assertThat(cpu().joules()).isZero();
    pass(100, 100, 50);
    assertThat(cpu().joules()).isCloseTo(50, EXACT);
  }
}
