package org.carbonaware.energy.nvml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VisibleGpusTest {
  private record Named(Identity identity) implements Gpu {
    static Gpu of(String uuid, String bus, boolean partitioned) {
      return new Named(new Identity(uuid, bus, uuid, partitioned));
    }

    @Override
    public OptionalLong energyMillijoules() {
      return OptionalLong.empty();
    }

    @Override
    public OptionalLong powerMilliwatts() {
      return OptionalLong.empty();
    }
  }

  private static final List<Gpu> ALL = List.of(
      Named.of("GPU-aa11", "00000000:C1:00.0", false),
      Named.of("GPU-bb22", "00000000:01:00.0", true),
      Named.of("GPU-ab33", "00000000:65:00.0", false));

  private static String chosen(List<Gpu> gpus) {
    return String.join(" ", gpus.stream().map(gpu -> gpu.identity().uuid()).toList());
  }

  @Test
  void withoutTheVariableAllAreVisibleInPciOrder() {
    assertThat(chosen(VisibleGpus.of(ALL, null))).isEqualTo("GPU-bb22 GPU-ab33 GPU-aa11");
  }

  @ParameterizedTest(name = "\"{0}\"")
  @CsvSource({
    "'0', 'GPU-bb22'",
    "'2,0', 'GPU-aa11 GPU-bb22'",
    "' 1 , 2 ', 'GPU-ab33 GPU-aa11'",
    "'1,1', 'GPU-ab33'",
    "'1,-1,2', 'GPU-ab33'",
    "'1,9,2', 'GPU-ab33'",
    "'99999999999', ''",
    "'', ''",
    "'-1', ''",
    "'NoDevFiles', ''",
    "'GPU-ab,GPU-aa11', 'GPU-ab33 GPU-aa11'",
    "'GPU-zz,0', ''",
    "'MIG-0123,0', 'GPU-bb22'",
  })
  void followsCudasRules(String variable, String expected) {
    assertThat(chosen(VisibleGpus.of(ALL, variable))).isEqualTo(expected);
  }

  @Test
  void anInstanceOfUnknownBoardIsNotGuessed() {
    List<Gpu> two = List.of(Named.of("GPU-1", "01", true), Named.of("GPU-2", "02", true));
    assertThat(VisibleGpus.of(two, "MIG-0123")).isEmpty();
  }
}
