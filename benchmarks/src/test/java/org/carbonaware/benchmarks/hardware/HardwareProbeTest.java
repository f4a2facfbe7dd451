package org.carbonaware.benchmarks.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.carbonaware.energy.MeterCheck;
import org.junit.jupiter.api.Test;

class HardwareProbeTest {
  private static final String LINE =
      "NVIDIA H200, 580.159.04, 9.0, 1980 MHz, 3201 MHz, 40, 700.00 W";

  private static Gpu gpu(String name, String capability) {
    return new Gpu(name, "580.159.04", capability, "1980 MHz", "3201 MHz", "40", "700.00 W");
  }

  @Test
  void looksAtThisComputerWithoutFailing() {
    assertThat(HardwareProbe.look())
        .extracting(Capability::name)
        .containsExactly("CUDA driver", "ND4J CUDA backend", "NVML", "RAPL");
    assertThat(HardwareProbe.look()).allSatisfy(each -> assertThat(each.text()).isNotBlank());
  }

  @Test
  void aGpuIsReadFromTheDriversTool() {
    assertThat(NvidiaSmi.gpu(LINE)).contains(gpu("NVIDIA H200", "9.0"));
    assertThat(NvidiaSmi.gpu("No devices were found")).isEqualTo(Optional.empty());
  }

  @Test
  void aToolThatIsNotThereSaysNothing() {
    assertThat(Tool.lines(List.of("no-such-tool-of-anybody"))).isEmpty();
    assertThat(Tool.lines(List.of("java", "--version"))).isNotEmpty();
  }

  @Test
  void theDriverIsThereWithAGpu() {
    assertThat(HardwareProbe.driver(List.of()))
        .hasToString("CUDA driver: no, nvidia-smi names no GPU");
    assertThat(HardwareProbe.driver(List.of(gpu("A", "9.0"), gpu("B", "8.0"))))
        .hasToString("CUDA driver: A, driver 580.159.04; B, driver 580.159.04");
  }

  @Test
  void nd4jNeedsItsBackendAndAGpuItHasMachineCodeFor() {
    assertThat(HardwareProbe.nd4j(false, List.of(gpu("A100", "8.0"))).text()).contains("-Pcuda");
    assertThat(HardwareProbe.nd4j(true, List.of()).available()).isFalse();
    assertThat(HardwareProbe.nd4j(true, List.of(gpu("A100", "8.0"))))
        .isEqualTo(new Capability("ND4J CUDA backend", true, "A100"));
    assertThat(HardwareProbe.nd4j(true, List.of(gpu("H200", "9.0"))))
        .hasToString("ND4J CUDA backend: no, it has machine code for compute capability 3.7 to"
            + " 8.x only, this is H200 of 9.0");
    assertThat(HardwareProbe.nd4j(true, List.of(gpu("B300", "10.3"))).available())
        .isFalse();
    assertThat(HardwareProbe.nd4j(true, List.of(gpu("?", "[N/A]"))).available()).isFalse();
  }

  @Test
  void onlyCountersOfEnergyAreCapabilities() {
    assertThat(HardwareProbe.meters(List.of(
            new MeterCheck("NVML", true, "gpu0 by nvml-energy"),
            new MeterCheck("RAPL", false, "no permission"),
            new MeterCheck("RAM model", true, "70 W"))))
        .containsExactly(
            new Capability("NVML", true, "gpu0 by nvml-energy"),
            new Capability("RAPL", false, "no permission"));
  }

  @Test
  void theEnvironmentTellsNoProperties() {
    Environment environment = Environment.detect();
    assertThat(environment.java()).contains(System.getProperty("java.version"));
    assertThat(environment.cpuThreads()).isPositive();
    assertThat(environment.flags()).allMatch(flag -> flag.startsWith("-X"));
  }
}
