package org.carbonaware.energy.nvml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.carbonaware.energy.EnergyReading.Component;
import org.carbonaware.energy.EnergyReading.Scope;
import org.carbonaware.energy.EnergyReading.Technique;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A GPU of 200 W that several processes use; 30 W of it are drawn idle. This process is 4242. */
class ProcessShareTest {
  private static final double IDLE = 30;

  private FakeNvml fake;

  @BeforeEach
  void build() throws Exception {
    fake = FakeNvml.build()
        .with("DEVICES", 1)
        .with("POWER_MW", 200_000)
        .with("NAME", "Tesla V100")
        .with("PROCESSES", "4242:1024:60,777:3072:20");
  }

  @AfterEach
  void forget() {
    fake.close();
  }

  private Component afterAMinute() {
    try (NvmlMeter meter = fake.openMeter(NvmlOptions.ofProcess())) {
      long busy = 200_000;
      fake.with("POWER_MW", (long) (IDLE * 1000));
      meter.sample(); // shows what it draws idle, in no time
      fake.with("POWER_MW", busy);
      meter.sample();
      fake.pass(60, meter);
      return meter.read().components().get(0);
    }
  }

  @Test
  void idlePowerIsSplitByMemoryAndTheRestByUseOfTheMultiprocessors() {
    Component gpu = afterAMinute();
    double share = (IDLE / 4 + (200 - IDLE) * 0.75) / 200;
    assertThat(gpu.joules()).isCloseTo(60 * 200 * share, offset(1e-6));
    assertThat(gpu.scope()).isEqualTo(Scope.PROCESS);
    assertThat(gpu.technique()).isEqualTo(Technique.NVML_ENERGY);
    assertThat(gpu.how())
        .isEqualTo("NVML energy counter; this process's share: idle power by memory held, the rest"
            + " by use of the SMs");
  }

  @Test
  void sharesOfAllProcessesAddUpToTheBoard() {
    double own = afterAMinute().joules();
    fake.with("PROCESSES", "777:1024:60,4242:3072:20");
    double other = afterAMinute().joules();
    assertThat(own + other).isCloseTo(60 * 200.0, offset(1e-6));
  }

  @Test
  void polledPowerIsSharedToo() {
    fake.with("ENERGY_CODE", NvmlCodes.NO_PERMISSION);
    Component gpu = afterAMinute();
    double share = (IDLE / 4 + (200 - IDLE) * 0.75) / 200;
    assertThat(gpu.joules()).isCloseTo(60 * 200 * share, offset(1e-6));
    assertThat(gpu.scope()).isEqualTo(Scope.PROCESS);
  }

  @Test
  void memoryThatIsNotToldIsSplitByCount() {
    fake.with("PROCESSES", "4242:-1:60,777:3072:20,778:1:0");
    double share = (IDLE / 3 + (200 - IDLE) * 0.75) / 200;
    assertThat(afterAMinute().joules()).isCloseTo(60 * 200 * share, offset(1e-6));
  }

  @Test
  void theOnlyProcessIsChargedAll() {
    fake.with("PROCESSES", "4242:1024:0").with("ACTIVITY_CODE", NvmlCodes.NOT_SUPPORTED);
    Component gpu = afterAMinute();
    assertThat(gpu.joules()).isCloseTo(60 * 200.0, offset(1e-6));
    assertThat(gpu.scope()).isEqualTo(Scope.PROCESS);
  }

  @Test
  void whenNobodyWorksWhatIsBeyondIdleGoesByMemoryToo() {
    fake.with("PROCESSES", "4242:1024:0,777:3072:0");
    assertThat(afterAMinute().joules()).isCloseTo(60 * 200 / 4.0, offset(1e-6));
  }

  @Test
  void aProcessThatStartsWhileTheListIsMadeDoesNoHarm() {
    fake.with("PROCESS_STARTS", 1);
    Component gpu = afterAMinute();
    double share = (IDLE / 4 + (200 - IDLE) * 0.75) / 200;
    assertThat(gpu.joules()).isCloseTo(60 * 200 * share, offset(1e-6));
  }

  @Test
  void beforeThisProcessIsOnTheBoardItIsChargedForItsPlaceOnly() {
    fake.with("PROCESSES", "777:3072:90");
    Component gpu = afterAMinute();
    assertThat(gpu.joules()).isCloseTo(60 * IDLE / 2, offset(1e-6));
    assertThat(gpu.scope()).isEqualTo(Scope.PROCESS);
  }

  @Test
  void anEmptyIdleBoardIsThisProcesss() {
    fake.with("PROCESSES", "").with("UTILISATION", 0);
    Component gpu = afterAMinute();
    assertThat(gpu.joules()).isCloseTo(60 * 200.0, offset(1e-6));
    assertThat(gpu.scope()).isEqualTo(Scope.PROCESS);
  }

  @Test
  void aBoardThatOthersHaveJustLeftIsThisProcesssThoughStillBusy() {
    fake.with("PROCESSES", "").with("UTILISATION", 100);
    assertThat(afterAMinute().scope()).isEqualTo(Scope.PROCESS);
  }

  @Test
  void aBusyBoardWhoseProcessesAreHiddenIsChargedWhole() {
    fake.with("PROCESSES", "").inContainer();
    assertWhole(afterAMinute(), "does not show in this container");
  }

  @Test
  void aContainerThatTheDriverNumbersOtherwiseIsChargedWhole() {
    fake.with("PROCESSES", "50123:1024:90").inContainer();
    assertWhole(afterAMinute(), "numbers processes as outside of this container");
  }

  @Test
  void aPartitionedBoardIsChargedWhole() {
    fake.with("MIG", 1);
    assertWhole(afterAMinute(), "a GPU split into instances can't be shared out");
  }

  @Test
  void aDriverThatDoesNotTellWhatProcessesDoChargesTheWholeBoard() {
    fake.with("ACTIVITY_CODE", NvmlCodes.NOT_SUPPORTED);
    assertWhole(afterAMinute(), "does not tell what each process does (not supported)");
  }

  @Test
  void anOldDriverChargesTheWholeBoard() throws Exception {
    try (FakeNvml old = FakeNvml.build(FakeNvml.OLD_DRIVER);
        NvmlMeter meter = old.openMeter(NvmlOptions.ofProcess())) {
      old.pass(60, meter);
      Component gpu = meter.read().components().get(0);
      assertThat(gpu.joules()).isCloseTo(60 * 200.0, offset(1e-6));
      assertThat(gpu.scope()).isEqualTo(Scope.DEVICE);
      assertThat(gpu.how()).contains("does not list its processes (the driver is too old)");
    }
  }

  @Test
  void aShareHoldsThroughAMomentsSilence() {
    try (NvmlMeter meter = fake.openMeter(NvmlOptions.ofProcess())) {
      fake.pass(10, meter).with("ACTIVITY_CODE", NvmlCodes.UNKNOWN).pass(50, meter);
      assertThat(meter.read().components().get(0).scope()).isEqualTo(Scope.PROCESS);
      assertThat(meter.read().joules()).isLessThan(60 * 200 * 0.75);
    }
  }

  private static void assertWhole(Component gpu, String reason) {
    assertThat(gpu.joules()).isCloseTo(60 * 200.0, offset(1e-6));
    assertThat(gpu.scope()).isEqualTo(Scope.DEVICE);
    assertThat(gpu.how()).contains("; the whole board is charged: ").contains(reason);
  }

  @Test
  void aWholeBoardSaysWhomItIsChargedForToo() {
    try (NvmlMeter meter = fake.openMeter()) {
      assertThat(meter.read().components().get(0).how())
          .isEqualTo("NVML energy counter; another process on this GPU is charged here too");
      fake.with("PROCESSES", "777:1:1,778:1:1");
      assertThat(meter.read().components().get(0).how())
          .endsWith("; 2 other processes on this GPU are charged here too");
      fake.with("PROCESSES", "4242:1:1");
      assertThat(meter.read().components().get(0).how())
          .as("they were charged")
          .endsWith("; 2 other processes on this GPU are charged here too");
    }
  }

  @Test
  void inAContainerOneProcessMayBeThisOne() {
    fake.inContainer().with("PROCESSES", "50123:1024:90");
    try (NvmlMeter meter = fake.openMeter()) {
      assertThat(meter.read().components().get(0).how()).isEqualTo("NVML energy counter");
      fake.with("PROCESSES", "50123:1024:90,50124:1:1");
      assertThat(meter.read().components().get(0).how()).contains("another process on this GPU");
    }
  }

  @Test
  void theProcessesOfAProgramAreNoOthers() {
    Set<Long> own = new HashSet<>(Set.of(5001L, 5002L));
    NvmlOptions options = NvmlOptions.ofDefaults().of(() -> Set.copyOf(own));
    fake.with("PROCESSES", "5001:1:1,5002:1:1");
    try (NvmlMeter meter = fake.openMeter(options)) {
      assertThat(meter.read().components().get(0).how()).isEqualTo("NVML energy counter");
      fake.with("PROCESSES", "5001:1:1,5003:1:1");
      own.add(5003L);
      assertThat(meter.read().components().get(0).how()).isEqualTo("NVML energy counter");
      fake.with("PROCESSES", "5001:1:1,777:1:1");
      assertThat(meter.read().components().get(0).how())
          .endsWith("; another process on this GPU is charged here too");
    }
  }

  @Test
  void oneThatStartsWhileTheDriverIsAskedIsNoOther() {
    Iterator<Set<Long>> answers = List.of(Set.<Long>of(), Set.of(5001L)).iterator();
    fake.with("PROCESSES", "5001:1:1");
    try (NvmlMeter meter = fake.openMeter(
        NvmlOptions.ofDefaults().of(() -> answers.hasNext() ? answers.next() : Set.of(5001L)))) {
      assertThat(meter.read().components().get(0).how()).isEqualTo("NVML energy counter");
    }
  }

  @Test
  void theShareOfAProgramIsThatOfAllItsProcesses() {
    fake.with("PROCESSES", "5001:1024:40,5002:1024:20,777:2048:20");
    NvmlOptions options = NvmlOptions.ofProcess().of(() -> Set.of(5001L, 5002L, 5003L));
    try (NvmlMeter meter = fake.openMeter(options)) {
      fake.with("POWER_MW", (long) (IDLE * 1000));
      meter.sample();
      fake.with("POWER_MW", 200_000);
      meter.sample();
      fake.pass(60, meter);
      Component gpu = meter.read().components().get(0);
      double share = (IDLE / 2 + (200 - IDLE) * 0.75) / 200;
      assertThat(gpu.joules()).isCloseTo(60 * 200 * share, offset(1e-6));
      assertThat(gpu.how()).contains("; the program's share: idle power by memory held");
    }
  }

  @Test
  void aProgramInAContainerMayBeAsManyAsItHasProcesses() {
    fake.inContainer().with("PROCESSES", "50123:1:1,50124:1:1,50125:1:1");
    assertThat(Trainer.of(NvmlOptions.ofDefaults()).who()).isEqualTo("this process");
    assertThat(Trainer.of(NvmlOptions.ofDefaults().of(Set::of)).who()).isEqualTo("the program");
    try (NvmlMeter meter =
        fake.openMeter(NvmlOptions.ofDefaults().of(() -> Set.of(7L, 8L, 9L, 10L)))) {
      assertThat(meter.read().components().get(0).how()).isEqualTo("NVML energy counter");
    }
  }

  @Test
  void aGpuIsSharedByDeviceOrByProcessOnly() {
    assertThatThrownBy(() -> new NvmlOptions(Scope.ALLOCATION, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("scope allocation of a GPU: expected device or process");
  }

  @Test
  void theCountersEnergyIsSharedAsBeforeWhilePowerIsAway() {
    fake.with("ENERGY_MJ", 0);
    try (NvmlMeter meter = fake.openMeter(NvmlOptions.ofProcess())) {
      fake.pass(10, meter).with("ENERGY_MJ", 2_000_000);
      double before = meter.read().joules();
      fake.with("POWER_CODE", NvmlCodes.UNKNOWN)
          .with("UTILISATION_CODE", NvmlCodes.UNKNOWN)
          .pass(10, meter)
          .with("ENERGY_MJ", 4_000_000);
      assertThat(meter.read().joules()).isCloseTo(2 * before, offset(1e-6)).isLessThan(3_000);
    }
  }

  @Test
  void aShareFollowsWhatProcessesDo() {
    fake.with("ENERGY_MJ", 0).with("PROCESSES", "4242:1024:100,777:1024:0");
    try (NvmlMeter meter = fake.openMeter(NvmlOptions.ofProcess())) {
      fake.pass(60, meter).with("ENERGY_MJ", 12_000_000);
      double alone = meter.read().joules();
      fake.with("PROCESSES", "4242:1024:0,777:1024:100")
          .pass(60, meter)
          .with("ENERGY_MJ", 24_000_000);
      assertThat(meter.read().joules() - alone).isLessThan(alone / 4);
    }
  }

  @Test
  void aShareStaysWhileNobodyWorks() {
    fake.with("ENERGY_MJ", 0).with("PROCESSES", "4242:1024:100,777:1024:0");
    try (NvmlMeter meter = fake.openMeter(NvmlOptions.ofProcess())) {
      fake.pass(60, meter).with("ENERGY_MJ", 12_000_000);
      double working = meter.read().joules();
      fake.with("ACTIVITY_CODE", NvmlCodes.NOT_FOUND).pass(60, meter).with("ENERGY_MJ", 24_000_000);
      assertThat(meter.read().joules()).isCloseTo(2 * working, offset(1e-6));
      assertThat(meter.read().components().get(0).scope()).isEqualTo(Scope.PROCESS);
    }
  }

  @Test
  void aDriverThatStopsTellingForGoodChargesTheWholeBoardFromThere() {
    try (NvmlMeter meter = fake.openMeter(NvmlOptions.ofProcess())) {
      fake.pass(10, meter).with("ACTIVITY_CODE", NvmlCodes.NO_PERMISSION).pass(10, meter);
      Component gpu = meter.read().components().get(0);
      assertThat(gpu.scope()).isEqualTo(Scope.DEVICE);
      assertThat(gpu.how()).contains("each process does (no permission)");
    }
  }

  @Test
  void aShareThatWasNeverKnownIsTheWholeBoard() {
    fake.with("PROCESSES_CODE", NvmlCodes.UNKNOWN);
    assertWhole(afterAMinute(), "does not list its processes (unknown error)");
  }

  @Test
  void anIdleEmptyBoardInAContainerIsThisProcesss() {
    fake.with("PROCESSES", "").with("UTILISATION", 0).inContainer();
    assertThat(afterAMinute().scope()).isEqualTo(Scope.PROCESS);
  }
}
