package org.carbonaware.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.carbonaware.energy.EnergyMeter;
import org.carbonaware.energy.EnergyReading;
import org.carbonaware.energy.EnergyReading.Component;
import org.carbonaware.energy.EnergyReading.Kind;
import org.carbonaware.energy.EnergyReading.Scope;
import org.carbonaware.energy.EnergyReading.Technique;
import org.junit.jupiter.api.Test;

class GridTimeMeterTest {
  private static final Component GPU = new Component(
      "gpu0",
      Kind.GPU,
      "NVIDIA A100-SXM4-40GB",
      300,
      Technique.NVML_ENERGY,
      Scope.DEVICE,
      0.75,
      "energy counter");

  private final List<String> calls = new ArrayList<>();

  private final EnergyMeter real = new EnergyMeter() {
    @Override
    public EnergyReading read() {
      return new EnergyReading(
          List.of(GPU, Component.of("ram", Kind.RAM, 12, Technique.SIZE_MODEL, "a model")));
    }

    @Override
    public void sample() {
      calls.add("sample");
    }

    @Override
    public void close() {
      calls.add("close");
    }
  };

  @Test
  void booksEachSecondAsTheHoursItStandsFor() {
    EnergyReading reading = new GridTimeMeter(real, 0.5 * 3600).read();
    assertThat(reading.components())
        .containsExactly(
            new Component(
                "gpu0",
                Kind.GPU,
                "NVIDIA A100-SXM4-40GB",
                300 * 1800,
                Technique.NVML_ENERGY,
                Scope.DEVICE,
                0.75,
                "energy counter; 1 s counted as 0.5 h"),
            Component.of(
                "ram", Kind.RAM, 12 * 1800, Technique.SIZE_MODEL, "a model; 1 s counted as 0.5 h"));
  }

  @Test
  void looksAndClosesWhereTheRealOneDoes() {
    try (GridTimeMeter meter = new GridTimeMeter(real, 3600)) {
      meter.sample();
    }
    assertThat(calls).containsExactly("sample", "close");
  }
}
