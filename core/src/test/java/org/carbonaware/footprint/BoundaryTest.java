package org.carbonaware.footprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.carbonaware.footprint.MarketMix.Contract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BoundaryTest {
  @Test
  void countsWhatNoContractCoversAsTheResidualMix() {
    MarketMix mix = new MarketMix(
        List.of(new Contract("wind", 0.6, 10), new Contract("gas", 0.1, 400)), 600, "");
    assertThat(mix.gramsPerKwh()).isCloseTo(6 + 40 + 180, within(1e-9));
    assertThat(new MarketMix(List.of(), 600, "").gramsPerKwh()).isEqualTo(600);
  }

  @Test
  void refusesContractsForMoreThanAll() {
    List<Contract> tooMuch = List.of(new Contract("wind", 0.6, 0), new Contract("sun", 0.5, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MarketMix(tooMuch, 600, ""))
        .withMessageContaining("at most 1");
    assertThatIllegalArgumentException().isThrownBy(() -> new Contract("wind", 1.1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Contract("wind", 1, Double.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> new MarketMix(List.of(), -1, ""));
  }

  @Test
  void spreadsEmbodiedCarbonOverLifeAndShare() {
    assertThat(new Embodied(575_100, Duration.ofDays(1095), 1, "").gramsPerHour())
        .isCloseTo(21.8836, within(1e-4));
    assertThat(new Embodied(1000, Duration.ofHours(10), 0.25, "").gramsPerHour())
        .isEqualTo(25);
    assertThat(new Embodied(1, Duration.ofMillis(1_800_500), 1, "").gramsPerHour())
        .isCloseTo(3600 / 1800.5, within(1e-9));
    assertThat(new Embodied(3600, Duration.ofDays(365_000), 1, "").gramsPerHour())
        .isPositive();
  }

  @Test
  void refusesEmbodiedCarbonOutOfRange() {
    Duration life = Duration.ofDays(1000);
    assertThatIllegalArgumentException().isThrownBy(() -> new Embodied(-1, life, 1, ""));
    assertThatIllegalArgumentException().isThrownBy(() -> new Embodied(1, Duration.ZERO, 1, ""));
    assertThatIllegalArgumentException().isThrownBy(() -> new Embodied(1, life, 1.01, ""));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.99, 10, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesAFacilityFactorOutOfRange(double pue) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Facility.ofPue(pue, ""))
        .withMessageContaining("PUE");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Facility(1, "", OptionalDouble.of(-0.1), ""));
  }

  @ParameterizedTest
  @CsvSource({"aws,1.135", "GCP,1.1", "azure,1.185"})
  void knowsTheCloudProviders(String provider, double pue) {
    assertThat(Facility.cloud(provider).pue()).isEqualTo(pue);
    assertThat(Facility.cloud(provider).pueSource()).contains("Cloud Carbon Footprint");
  }

  @Test
  void namesTheCloudProvidersItKnows() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Facility.cloud("nimbus"))
        .withMessageContaining("'nimbus'")
        .withMessageContaining("aws, gcp or azure");
  }

  @ParameterizedTest
  @CsvSource({
    "NVIDIA H100 80GB HBM3,575100,false",
    "NVIDIA H100 PCIe,150000,true",
    "NVIDIA A100-SXM4-40GB,273000,false",
    "NVIDIA A100-SXM4-80GB,150000,true",
    "NVIDIA A100-PCIE-40GB,276000,false",
    "NVIDIA RTX A4500,141000,false",
    "Tesla P100-PCIE-16GB,129000,false",
    "Tesla P4,150000,true",
    "NVIDIA GeForce GTX 1080 Ti,89000,false",
    "NVIDIA GeForce GTX 1080,150000,true",
    "NVIDIA L4,114000,false",
    "NVIDIA L40S,150000,true"
  })
  void looksGpusUp(String device, double grams, boolean generic) {
    HardwareTable.Entry entry = HardwareTable.ofGpu(device).orElseThrow();
    assertThat(entry.embodied().grams()).isEqualTo(grams);
    assertThat(entry.generic()).isEqualTo(generic);
    assertThat(entry.embodied().lifetime()).isEqualTo(Duration.ofDays(1095));
  }

  @Test
  void knowsNoGpuWithoutAName() {
    assertThat(HardwareTable.ofGpu(" ")).isEmpty();
  }
}
