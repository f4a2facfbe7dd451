package org.carbonaware.energy.nvml;

import java.nio.file.Path;
import java.util.SplittableRandom;
import org.carbonaware.energy.EnergyMeter;
import org.carbonaware.energy.tck.EnergyMeterContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class NvmlMeterContractTest extends EnergyMeterContract {
  @TempDir
  private static Path directory;

  private static FakeNvml fake;

  private final SplittableRandom random = new SplittableRandom(42);
  private long millijoules = 1_000_000;
  private long nanoTime = Long.MAX_VALUE - 1_000_000_000L; // wraps around, as it may

  @BeforeAll
  static void build() throws Exception {
    fake = FakeNvml.build(directory);
  }

  @Override
  protected EnergyMeter newMeter() {
    fake.with("FAKE_ENERGY_MJ", millijoules);
    return NvmlMeter.open(fake.names(), null, () -> nanoTime);
  }

  @Override
  protected void letTimePass() {
    nanoTime += random.nextLong(2_000_000_000L);
    millijoules += random.nextLong(1_500_000L);
    boolean hasCounter = random.nextInt(4) > 0;
    fake.with("FAKE_ENERGY_MJ", millijoules).with("FAKE_NO_ENERGY", hasCounter ? 0 : 1);
  }

  @AfterEach
  void forget() {
    fake.close();
  }
}
