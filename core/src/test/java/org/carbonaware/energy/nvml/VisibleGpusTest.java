package org.carbonaware.energy.nvml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Optional;
import org.carbonaware.energy.EnergyReading.Component;
import org.carbonaware.energy.MeterUnavailableException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VisibleGpusTest {
  private static final List<GpuIdentity> ALL = List.of(
      gpu("GPU-aa11", "00000000:C1:00.0", false),
      gpu("GPU-bb22", "00000000:01:00.0", true),
      gpu("GPU-ab33", "00000000:65:00.0", false));

  private static GpuIdentity gpu(String uuid, String bus, boolean partitioned) {
    return new GpuIdentity(uuid, bus, "Alike", partitioned);
  }

  private static VisibleGpus of(List<GpuIdentity> all, @Nullable String variable) {
    return VisibleGpus.of(all, new CudaEnvironment(variable, null), instance -> Optional.empty());
  }

  private static String chosen(@Nullable String variable) {
    return String.join(
        " ",
        of(ALL, variable).indices().stream().map(index -> ALL.get(index).uuid()).toList());
  }

  @Test
  void withoutTheVariableAllAreVisibleInPciOrder() {
    assertThat(chosen(null)).isEqualTo("GPU-bb22 GPU-ab33 GPU-aa11");
  }

  @ParameterizedTest(name = "\"{0}\"")
  @CsvSource({
    "'0', 'GPU-bb22'",
    "'2,0', 'GPU-aa11 GPU-bb22'",
    "' 1 , 2 ', 'GPU-ab33 GPU-aa11'",
    "'1,-1,2', 'GPU-ab33'",
    "'1,9,2', 'GPU-ab33'",
    "'1,,2', 'GPU-ab33'",
    "'3', ''",
    "'1gpu,2', 'GPU-ab33 GPU-aa11'",
    "'+1', 'GPU-ab33'",
    "'0001', 'GPU-ab33'",
    "'00000000000000000001', 'GPU-ab33'",
    "'4294967297', 'GPU-ab33'",
    "'9999999999999999999999', ''",
    "'18446744073709551617', ''",
    "'2147483647', ''",
    "'10000', ''",
    "'', ''",
    "' ', ''",
    "'-1', ''",
    "'NoDevFiles', ''",
    "'none', ''",
    "'GPU-ab,GPU-aa11', 'GPU-ab33 GPU-aa11'",
    "'GPU-aa11,0', 'GPU-aa11'",
    "'2,GPU-ab33,1', 'GPU-aa11'",
    "'2,GPU-aa11', 'GPU-aa11'",
    "'GPU-zz,0', ''",
    "'GPU-a,0', ''",
    "'GPU-', ''",
    "'gpu-aa11', ''",
    "'MIG-0123,0', 'GPU-bb22'",
    "'MIG-GPU-ab33/1/0', 'GPU-ab33'",
    "'MIG-GPU-zz/1/0', ''",
    "'MIG-0123,MIG-4567', 'GPU-bb22'",
  })
  void followsCudasRules(String variable, String expected) {
    assertThat(chosen(variable)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "\"{0}\"")
  @CsvSource({"'1,1'", "'0,1,0'", "'GPU-aa,GPU-aa11'"})
  void aGpuNamedTwiceLeavesNoneAsInCuda(String variable) {
    VisibleGpus visible = of(ALL, variable);
    assertThat(visible.indices()).isEmpty();
    assertThat(visible.note()).isEqualTo("a GPU named twice makes CUDA show none");
  }

  @Test
  void noBeginningAtAllNamesNotEvenTheOnlyGpu() {
    List<GpuIdentity> one = List.of(gpu("GPU-1", "01", false));
    assertThat(of(one, "GPU-1").indices()).containsExactly(0);
    assertThat(of(one, "GPU-").indices()).isEmpty();
  }

  @Test
  void anInstanceOfUnknownBoardIsNotGuessed() {
    List<GpuIdentity> two = List.of(gpu("GPU-1", "01", true), gpu("GPU-2", "02", true));
    assertThat(of(two, "MIG-0123").indices()).isEmpty();
  }

  @Test
  void theDriverKnowsTheBoardOfAnInstance() throws Exception {
    try (FakeNvml fake = FakeNvml.build().with("MIG", 1).withVisibleDevices("MIG-0000-fake");
        NvmlMeter meter = fake.openMeter()) {
      assertThat(meter.read().components())
          .extracting(Component::device)
          .containsExactly("Fake GPU 0");
    }
  }

  @Test
  void aPartitionedBoardIsChargedWholeAndSaysSo() throws Exception {
    try (FakeNvml fake = FakeNvml.build().with("MIG", 1, 1).withVisibleDevices("MIG-5f6c");
        NvmlMeter meter = fake.openMeter()) {
      assertThat(meter.read().components())
          .extracting(Component::device, Component::how)
          .containsExactly(tuple(
              "Fake GPU 1",
              "NVML energy counter; split into instances (MIG), not attributable: the whole board"
                  + " is charged"));
    }
  }

  @Test
  void numbersOfDifferentGpusAreUncertainUnlessCudaCountsByBus() {
    List<GpuIdentity> different = List.of(
        new GpuIdentity("GPU-1", "01", "Fast", false),
        new GpuIdentity("GPU-2", "02", "Slow", false));
    assertThat(of(different, "0").note()).contains("CUDA_DEVICE_ORDER=PCI_BUS_ID");
    assertThat(of(different, "GPU-1").note()).isEmpty();
    assertThat(of(different, null).note()).isEmpty();
    assertThat(of(ALL, "0").note()).isEmpty();
    assertThat(VisibleGpus.of(
                different, new CudaEnvironment("0", "PCI_BUS_ID"), instance -> Optional.empty())
            .note())
        .isEmpty();
  }

  @Test
  void metersOnlyWhatTheProcessSees() throws Exception {
    try (FakeNvml fake = FakeNvml.build().withVisibleDevices("1")) {
      try (NvmlMeter meter = fake.openMeter()) {
        assertThat(meter.read().components())
            .extracting(Component::device)
            .containsExactly("Fake GPU 0");
      }
      fake.withVisibleDevices("-1");
      assertThatThrownBy(fake::openMeter)
          .isInstanceOf(MeterUnavailableException.class)
          .hasMessage("no NVIDIA GPU for this process: CUDA_VISIBLE_DEVICES is \"-1\"");
      fake.withVisibleDevices("0,0");
      assertThatThrownBy(fake::openMeter)
          .hasMessageEndingWith("a GPU named twice makes CUDA show none");
    }
  }
}
