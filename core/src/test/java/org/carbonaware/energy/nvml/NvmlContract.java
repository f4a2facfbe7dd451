package org.carbonaware.energy.nvml;

import java.util.SplittableRandom;
import org.carbonaware.energy.EnergyMeter;
import org.carbonaware.energy.tck.EnergyMeterContract;
import org.junit.jupiter.api.AfterEach;

/** The meters' contract on made GPUs. A subclass says what they can tell. */
abstract class NvmlContract extends EnergyMeterContract {
  private final SplittableRandom random = new SplittableRandom(42);
  private final NvmlOptions options;
  private final FakeNvml fake;
  private long counted = 2_000_000_000; // more than any counter shows at first

  NvmlContract(NvmlOptions options) throws Exception {
    this.options = options;
    this.fake = FakeNvml.build();
  }

  /** What the GPUs can tell from now on. */
  abstract void arrange(FakeNvml gpus, SplittableRandom chance);

  @Override
  protected EnergyMeter newMeter() {
    arrange(fake, random);
    return fake.openMeter(options);
  }

  @Override
  protected void letTimePass() {
    fake.with("POWER_MW", 50_000 + random.nextLong(600_000))
        .with("UTILISATION", random.nextInt(101))
        .pass(random.nextDouble(8));
    arrange(fake, random);
  }

  @Override
  protected void letTimePassAtEase() {
    counted += 1 + random.nextLong(1_000_000);
    fake.with("ENERGY_MJ", counted)
        .with("POWER_MW", 50_000 + random.nextLong(600_000))
        .pass(random.nextDouble(3));
  }

  @AfterEach
  void forget() {
    fake.close();
  }
}
