package org.carbonaware.energy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.carbonaware.energy.nvml.NvmlMeter;
import org.carbonaware.energy.rapl.RaplMeter;
import org.junit.jupiter.api.Test;

/**
 * What docs/energy.md says is right; its Java is compiled with that of all pages, by the examples.
 */
class EnergyPageTest {
  static String page() throws IOException {
    return Files.readString(Path.of("../docs/energy.md"));
  }

  @Test
  void settingsAreNamedAsTheCodeNamesThem() throws IOException {
    assertThat(page())
        .contains("-D" + RaplMeter.ROOT_PROPERTY)
        .contains("-D" + NvmlMeter.LIBRARY_PROPERTY);
  }

  @Test
  void theFiguresOfTheModelsAreTheCodes() throws IOException {
    assertThat(ProcessorTable.entries()).hasSizeBetween(250, 350); // "some 300"
    Hardware none = ProcessorModelTest.hardware("", 1, 8, 8, false, "");
    assertThat(ProcessorModel.of(none).watts(1)).isEqualTo(8 * 4.0);
    assertThat(page()).contains("4 W a thread").contains("a host of 512 GB");
  }
}
