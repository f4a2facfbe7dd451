package org.carbonaware.energy.nvml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import org.carbonaware.energy.ExpectedPower;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What GPUs are expected to draw before they were metered. */
class ExpectedGpuPowerTest {
  private FakeNvml fake;

  @BeforeEach
  void build() throws Exception {
    fake = FakeNvml.build().with("DEVICES", 2).with("NAME", "NVIDIA A100-SXM4-40GB");
  }

  @AfterEach
  void forget() {
    fake.close();
  }

  private ExpectedPower expected() {
    try (NvmlMeter meter = fake.openMeter()) {
      return meter.expectedPower().orElseThrow();
    }
  }

  @Test
  void eachUpToItsPowerLimit() {
    ExpectedPower expected = expected();
    assertThat(expected.fullWatts()).isCloseTo(2 * 300, offset(1e-9));
    assertThat(expected.idleWatts()).isCloseTo(2 * 46, offset(1e-9));
    assertThat(expected.basis())
        .isEqualTo("gpu0 46 to 300 W (its power limit); gpu1 46 to 300 W (its power limit)");
  }

  @Test
  void byItsModelWhereItTellsNoLimit() {
    fake.with("LIMIT_CODE", NvmlCodes.NOT_SUPPORTED)
        .with("DEFAULT_LIMIT_CODE", NvmlCodes.NOT_SUPPORTED);
    assertThat(expected().fullWatts()).isCloseTo(2 * 407, offset(1e-9));
    assertThat(expected().basis()).startsWith("gpu0 46 to 407 W (known of its model)");
    fake.with("NAME", "NVIDIA of tomorrow");
    assertThat(expected().basis()).contains("to 306 W (assumed)");
  }
}
