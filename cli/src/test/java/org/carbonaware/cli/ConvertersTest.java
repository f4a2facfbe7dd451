package org.carbonaware.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.carbonaware.grid.Zone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class ConvertersTest {
  @ParameterizedTest
  @CsvSource({
    "6h, PT6H",
    "90m, PT1H30M",
    "2d, PT48H",
    "45s, PT45S",
    "1h30m, PT1H30M",
    "1d2h3m4s, PT26H3M4S",
    "PT6H, PT6H",
    "P1D, PT24H",
    "pt5m, PT5M",
    "0h, PT0S"
  })
  void readsShortAndIsoDurations(String text, Duration expected) {
    assertThat(new DurationConverter().convert(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"24h, 24h", "2d, 48h", "90m, 90m", "45s, 45s", "PT0S, PT0S", "PT1.5S, PT1.5S"})
  void writesDurationsAsTheyAreGiven(String text, String written) {
    Duration duration = new DurationConverter().convert(text);
    assertThat(DurationConverter.shortText(duration)).isEqualTo(written);
    assertThat(new DurationConverter().convert(written)).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "6", "h", "6 h", "6H30", "-6h", "PT-6H", "30m1h", "1.5h", "9999999999h"})
  void refusesWhatIsNoDuration(String text) {
    assertThatThrownBy(() -> new DurationConverter().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessage("'" + text + "' is no duration; expected one such as 6h, 90m, 2d or PT6H");
  }

  @ParameterizedTest
  @CsvSource({
    "2024-01-31T05:00Z, 2024-01-31T05:00:00Z",
    "2024-01-31T05:00:07Z, 2024-01-31T05:00:07Z",
    "2024-01-31T05:00+02:00, 2024-01-31T03:00:00Z",
    "2024-01-31T05:00, 2024-01-31T05:00:00Z",
    "2024-02-29, 2024-02-29T00:00:00Z"
  })
  void readsMomentsAndTakesThoseWithoutOffsetAsUtc(String text, Instant expected) {
    assertThat(new InstantConverter().convert(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "now", "2023-02-29", "2024-01-31T25:00Z", "31.01.2024", "2024-01"})
  void refusesWhatIsNoMoment(String text) {
    assertThatThrownBy(() -> new InstantConverter().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageStartingWith(
            "'" + text + "' is no time; expected one such as 2024-01-01T00:00Z");
  }

  @Test
  void readsZones() {
    assertThat(new ZoneConverter().convert("US-CAL-CISO")).isEqualTo(Zone.of("US-CAL-CISO"));
    assertThatThrownBy(() -> new ZoneConverter().convert("no zone"))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageStartingWith("'no zone' is no zone; expected letters");
  }
}
