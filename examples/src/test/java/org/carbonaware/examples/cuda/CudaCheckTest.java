package org.carbonaware.examples.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CudaCheckTest {
  @Test
  void saysHowToGoOnWithoutADevice() {
    assertThat(CudaCheck.problem(List::of))
        .hasValue("no CUDA device was found: nvidia-smi names none;"
            + " leave out -Pcuda to train on the CPU");
  }

  @ParameterizedTest
  @CsvSource({"3,7", "5,0", "5,2", "6,0", "6,1", "7,0", "7,5", "8,0", "8,6", "8,9"})
  void acceptsWhatTheLibraryHasCodeFor(int major, int minor) {
    assertThat(CudaCheck.problem(() -> List.of(new CudaDevice("GPU", major, minor))))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"3,5", "2,1", "9,0", "10,0", "12,0"})
  void refusesWhatItHasNoneFor(int major, int minor) {
    assertThat(CudaCheck.problem(() -> List.of(new CudaDevice("GPU X", major, minor))))
        .get()
        .asString()
        .contains("GPU X (compute capability " + major + "." + minor + ")", "3.7 to 8.x")
        .endsWith("leave out -Pcuda to train on the CPU");
  }

  @Test
  void oneUsableDeviceIsEnough() {
    assertThat(CudaCheck.problem(
            () -> List.of(new CudaDevice("new", 9, 0), new CudaDevice("old", 8, 0))))
        .isEmpty();
  }

  @Test
  void readsWhatTheDriverSays() {
    List<String> lines = List.of(
        "NVIDIA H100 80GB HBM3, 9.0",
        "Tesla T4, 7.5",
        "",
        "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.",
        "Quadro K2000, [N/A]");

    assertThat(NvidiaSmi.parse(lines))
        .containsExactly(
            new CudaDevice("NVIDIA H100 80GB HBM3", 9, 0), new CudaDevice("Tesla T4", 7, 5));
  }

  @Test
  void theBackendOfTheseTestsIsTheCpu() {
    assertThat(CudaCheck.cudaBackendPresent()).isFalse();
  }
}
