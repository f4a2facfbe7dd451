package org.carbonaware.energy.nvml;

import org.carbonaware.energy.EnergyReading.Component;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A computer with one made GPU, of 100 W and a limit of 300 W. */
abstract class OnOneFakeGpu {
  FakeNvml fake;

  @BeforeEach
  void build() throws Exception {
    fake = FakeNvml.build().with("DEVICES", 1);
  }

  @AfterEach
  void forget() {
    fake.close();
  }

  final FakeNvml withoutCounter() {
    return fake.with("ENERGY_CODE", NvmlCodes.NOT_SUPPORTED)
        .with("FIELD_CODE", NvmlCodes.NOT_SUPPORTED);
  }

  static Component gpu(NvmlMeter meter) {
    return meter.read().components().get(0);
  }
}
