package org.carbonaware.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.carbonaware.control.TrainingFacts;
import org.carbonaware.ledger.RunAccount;
import org.carbonaware.ledger.SampleAccount;
import org.carbonaware.report.SoftwareCarbonIntensity.Rate;
import org.carbonaware.report.SoftwareCarbonIntensity.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SoftwareCarbonIntensityTest {
  @Test
  void isOperationAndHardwareForEachFunctionalUnit() {
    SoftwareCarbonIntensity intensity = SoftwareCarbonIntensity.of(SampleAccount.make());

    // O = 4.86 kWh x 1.2, by hand: (4.32 x 200 + 0.54 x 400) x 1.2 g; M = 2 x 124.6 g.
    double total = (864 + 216) * 1.2 + 249.2;
    assertThat(intensity.operationalGrams()).isCloseTo(1296, within(1e-9));
    assertThat(intensity.embodiedGrams()).isCloseTo(249.2, within(1e-9));
    assertThat(intensity.rates())
        .extracting(Rate::unit)
        .containsExactly(Unit.RUN, Unit.EPOCH, Unit.SAMPLE, Unit.PARAMETER, Unit.FLOP);
    double[] units = {1, 12, 12 * 64_000, 1_250_000, 12 * 64_000 * 7.5e6};
    for (int i = 0; i < units.length; i++) {
      assertThat(intensity.rates().get(i).units()).isEqualTo(units[i]);
      assertThat(intensity.rates().get(i).grams())
          .isCloseTo(total / units[i], withinPercentage(1e-9));
    }
  }

  @Test
  void saysItsBoundaryAndItsMethodAndLeavesOutWhatWasBought() {
    SoftwareCarbonIntensity intensity = SoftwareCarbonIntensity.of(SampleAccount.make());
    assertThat(intensity.boundary())
        .contains("gpu0, cpu", "pauses included", "PUE of 1.2", "making of the hardware for");
    assertThat(intensity.method())
        .contains(
            "location-based",
            "lifecycle",
            "measured (made up)",
            "no market-based figure, certificate, offset or avoided emission");
    assertThat(SoftwareCarbonIntensity.of(OddAccounts.worse()).boundary())
        .contains("making of the hardware is not included");
  }

  @Test
  void hasNoRatesWhereNothingIsKnown() {
    assertThat(SoftwareCarbonIntensity.of(OddAccounts.oneLine()).rates()).isEmpty();
    assertThat(SoftwareCarbonIntensity.of(OddAccounts.noIntensity()).rates()).isEmpty();
    assertThat(SoftwareCarbonIntensity.of(OddAccounts.worse()).rates())
        .extracting(Rate::unit)
        .containsExactly(Unit.RUN);
  }

  @ParameterizedTest
  @CsvSource({
    // batches, epochs, samples of an epoch, of a batch, samples in all; 0 is unknown
    "24000, 12, 64000, 32, 768000",
    "32, 3, 100, 10, 320", // two batches after three epochs
    "33, 3, 95, 10, 315", // ten batches of an epoch, the last one half full
    "300, 0, 95, 10, 95", // the rest is at most an epoch
    "29, 3, 100, 10, 300", // fewer batches than full epochs have: those of the epochs count
    "7, 3, 100, 0, 300",
    "7, 3, 0, 10, 70",
    "7, 3, 0, 0, 0"
  })
  void countsSamplesOfFullEpochsAndOfTheBatchesAfterThem(
      long batches, long epochs, long perEpoch, long perBatch, double samples) {
    OptionalDouble counted =
        SoftwareCarbonIntensity.samples(trained(batches, epochs, perEpoch, perBatch));
    assertThat(counted.orElse(0)).isEqualTo(samples);
  }

  private static RunAccount trained(long batches, long epochs, long perEpoch, long perBatch) {
    RunAccount base = SampleAccount.make();
    TrainingFacts facts = new TrainingFacts(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        perEpoch == 0 ? OptionalLong.empty() : OptionalLong.of(perEpoch),
        perBatch == 0 ? OptionalLong.empty() : OptionalLong.of(perBatch),
        OptionalDouble.empty(),
        Optional.empty(),
        Optional.empty());
    return OddAccounts.trained(base, facts, batches, epochs);
  }
}
