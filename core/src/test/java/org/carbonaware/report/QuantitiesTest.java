package org.carbonaware.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantitiesTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0 g",
    "0.0123456, 0.0123 g",
    "1, 1 g",
    "99.96, 100 g",
    "999.4, 999 g",
    "999.6, 1 kg",
    "1234, 1.23 kg",
    "-1234, -1.23 kg",
    "5000000, 5000 kg",
    "9994999, 9990 kg",
    "9995000, 10 t",
    "11390000000, 11400 t",
    "NaN, unknown",
    "Infinity, unknown",
    "1e-9, 0.000000001 g",
    "-0.0, 0 g"
  })
  void showsGramsInTheUnitThatReadsBest(double grams, String text) {
    assertThat(Quantities.grams(grams)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "3600, 1 Wh",
    "3600000, 1 kWh",
    "36, 0.01 Wh",
    "4500000, 1.25 kWh",
    "3.6e10, 10 MWh",
    "NaN, unknown"
  })
  void showsJoulesAsWattHours(double joules, String text) {
    assertThat(Quantities.energy(joules)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0 s",
    "PT0.25S, 0.25 s",
    "PT59S, 59 s",
    "PT60S, 1 min",
    "PT61S, 1 min 1 s",
    "PT59M59S, 59 min 59 s",
    "PT1H, 1 h",
    "PT25H30M, 1 d 1 h",
    "PT-2H, 2 h"
  })
  void showsDurationsInTheirTwoLargestUnits(Duration duration, String text) {
    assertThat(Quantities.duration(duration)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0.2, 20.0 %", "0.12345, 12.3 %", "0, 0.0 %", "1.5, 150.0 %", "NaN, unknown"})
  void showsSharesAsPercentages(double share, String text) {
    assertThat(Quantities.percent(share)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0, 0 g", "0.001, 0.001 g", "2.683e-10, 2.68e-10 g", "1545.2, 1.55 kg", "NaN, unknown"
  })
  void showsTinyGramsWithAnExponent(double grams, String text) {
    assertThat(Quantities.tinyGrams(grams)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"222.22, 222 g/kWh", "0, 0 g/kWh", "-3.14159, -3.14 g/kWh", "NaN, unknown"})
  void showsIntensities(double gramsPerKwh, String text) {
    assertThat(Quantities.intensity(gramsPerKwh)).isEqualTo(text);
  }
}
