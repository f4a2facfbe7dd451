package org.carbonaware.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {
  @ParameterizedTest
  @CsvSource({
    "PT0S, 0 s",
    "PT59.9S, 59 s",
    "PT60S, 1 min",
    "PT59M29S, 59 min",
    "PT59M30S, 1 h",
    "PT1H30M, 1 h 30 min",
    "PT47H59M, 47 h 59 min",
    "PT48H, 2 d",
    "PT73H30M, 3 d 1 h"
  })
  void writesLengthsInTheirLargestUnits(Duration length, String text) {
    assertThat(Text.length(length)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0, 0.0 g/kWh", "9.25, 9.3 g/kWh", "10, 10 g/kWh", "431.6, 432 g/kWh"})
  void writesIntensitiesWithTheirUnit(double gramsPerKwh, String text) {
    assertThat(Text.intensity(gramsPerKwh)).isEqualTo(text);
  }

  @Test
  void writesTimesInUtcAndSharesInPercent() {
    assertThat(Text.time(Instant.parse("2024-05-06T07:05:59Z"))).isEqualTo("Mon 07:05 UTC");
    assertThat(Text.percent(0.1234)).isEqualTo("12.3 %");
    assertThat(Text.time(Instant.MAX)).isEqualTo(Instant.MAX.toString());
  }

  @Test
  void writesAlikeInEveryCountry() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(Text.intensity(9.5)).isEqualTo("9.5 g/kWh");
      assertThat(Text.percent(0.5)).isEqualTo("50.0 %");
      assertThat(Text.time(Instant.EPOCH)).isEqualTo("Thu 00:00 UTC");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void aRangeHasItsUnitTwice() {
    assertThat(Text.range(new RecentRange(9.5, 500))).isEqualTo("9.5 g/kWh to 500 g/kWh");
  }
}
