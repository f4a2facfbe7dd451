package org.carbonaware.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.carbonaware.energy.EnergyReading.Component;
import org.carbonaware.energy.EnergyReading.Kind;
import org.carbonaware.energy.EnergyReading.Method;
import org.carbonaware.energy.tck.FakeMachine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnreadGpusTest {
  private static final long SECOND = 1_000_000_000L;

  @TempDir
  private Path directory;

  private final Map<String, String> environment = new HashMap<>();
  private FakeMachine machine;
  private long nanoTime;

  @BeforeEach
  void makeMachine() {
    machine = new FakeMachine(directory);
  }

  private void board(int number, String model) {
    machine.with(
        "proc/driver/nvidia/gpus/0000:0" + number + ":00.0/information",
        "Model: \t\t " + model + "\nIRQ:   \t\t 55\nGPU UUID: \t GPU-" + number
            + "0000000-aaaa\nBus Location: \t 0000:0" + number + ":00.0\nDevice Minor: \t "
            + number + "\n");
  }

  private Host host() {
    return new Host(
        directory,
        environment,
        (options, time) -> {
          throw new MeterUnavailableException("driver and library differ\nin version");
        },
        (device, platform, time) -> {
          throw new MeterUnavailableException("no counters");
        },
        () -> -1);
  }

  /** What ten seconds come to. */
  private List<Component> gpus() {
    try (EnergyMeter meter = Meters.detect(host(), MeterOptions.ofDefaults(), () -> nanoTime)) {
      nanoTime += 10 * SECOND;
      return meter.read().components().stream()
          .filter(component -> component.kind() == Kind.GPU)
          .toList();
    }
  }

  private List<String> models() {
    return gpus().stream().map(Component::device).toList();
  }

  private String check() {
    return Meters.explain(host(), MeterOptions.ofDefaults()).get(0).text();
  }

  @Test
  void oneOfAKnownModelIsAssumedToBeHalfBusy() {
    board(1, "NVIDIA A100-SXM4-40GB");
    Component gpu = gpus().get(0);
    assertThat(gpu.joules()).isCloseTo(10 * (46 + 407) / 2.0, within(1e-9));
    assertThat(gpu.name()).isEqualTo("gpu0");
    assertThat(gpu.device()).isEqualTo("NVIDIA A100-SXM4-40GB");
    assertThat(gpu.method()).isEqualTo(Method.ASSUMED);
    assertThat(gpu.how())
        .isEqualTo("226.5 W all the time: half load assumed of a board of 46 W idle and 407 W busy"
            + " (Cloud Carbon Footprint); it can't be read: driver and library differ in version");
    assertThat(check())
        .isEqualTo("driver and library differ in version; of 1 that the driver shows, the energy of"
            + " 1 is assumed and of 0 unknown");
  }

  @Test
  void oneOfAnotherModelIsThereWithoutAnyCoverage() {
    board(1, "NVIDIA H900 of tomorrow");
    board(2, "Tesla T4");
    assertThat(gpus())
        .extracting(Component::name, Component::coverage)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("gpu0", 0.0),
            org.assertj.core.groups.Tuple.tuple("gpu1", 1.0));
    assertThat(gpus().get(0).joules()).isZero();
    assertThat(gpus().get(0).how())
        .isEqualTo("energy unknown, counted as 0: the power of its model is not known and it can't"
            + " be read: driver and library differ in version");
    assertThat(check())
        .endsWith("of 2 that the driver shows, the energy of 1 is assumed and of 1 unknown");
  }

  @Test
  void onlyDeviceNodesSayThatThereIsOneOfAnUnknownModel() {
    machine.with("dev/nvidia0", "").with("dev/nvidiactl", "").with("dev/nvidia-uvm", "");
    assertThat(models()).containsExactly("");
    assertThat(gpus().get(0).how()).startsWith("energy unknown").contains("its unknown model");
  }

  @Test
  void aContainerHasOnlyThoseWithADeviceNode() {
    board(1, "Tesla T4");
    board(2, "Tesla V100-SXM2-16GB");
    machine.with("dev/nvidia2", "");
    assertThat(models()).containsExactly("Tesla V100-SXM2-16GB");
  }

  @Test
  void onlyThoseCountThatCudaShowsToThisProcess() {
    board(1, "Tesla T4");
    board(2, "Tesla V100-SXM2-16GB");
    environment.put("CUDA_VISIBLE_DEVICES", "1");
    assertThat(models()).containsExactly("Tesla V100-SXM2-16GB");
    environment.put("CUDA_VISIBLE_DEVICES", "GPU-1");
    assertThat(models()).containsExactly("Tesla T4");
    environment.put("CUDA_VISIBLE_DEVICES", "");
    assertThat(models()).isEmpty();
    assertThat(check()).isEqualTo("driver and library differ in version");
  }

  @Test
  void aBoardThatWasNeverWokenHasNoModel() {
    board(1, "????????????????");
    assertThat(models()).containsExactly("");
    machine.with("proc/driver/nvidia/gpus/0000:01:00.0/information", "no colons\n: nothing\n");
    assertThat(models()).containsExactly("");
  }

  @Test
  void withoutADriverThereIsNone() {
    machine.with("dev/null", "");
    assertThat(models()).isEmpty();
    assertThat(Hardware.detect(directory, environment).gpus()).isEmpty();
  }

  @Test
  void theHardwareNamesAllBoardsWhetherTheyAreUsedOrNot() {
    board(1, "Tesla T4");
    board(2, "Tesla V100-SXM2-16GB");
    environment.put("CUDA_VISIBLE_DEVICES", "");
    assertThat(Hardware.detect(directory, environment).gpus())
        .containsExactly("Tesla T4", "Tesla V100-SXM2-16GB");
  }

  @Test
  void theyAreMeteredBesideAPowerThatTheUserKnows() {
    board(1, "Tesla T4");
    try (EnergyMeter meter =
        Meters.detect(host(), new PowerModel(10, 10), MeterOptions.ofDefaults(), () -> nanoTime)) {
      nanoTime += 10 * SECOND;
      assertThat(meter.read().components())
          .extracting(Component::name)
          .containsExactly("gpu0", "machine");
      assertThat(meter.read().joules()).isCloseTo(10 * 39.5 + 100, within(1e-9));
    }
  }
}
