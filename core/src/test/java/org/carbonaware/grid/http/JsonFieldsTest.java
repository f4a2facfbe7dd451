package org.carbonaware.grid.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonFieldsTest {
  private static JsonNode field(String json) {
    try {
      return JsonText.read(("[" + json + "]").getBytes(StandardCharsets.UTF_8)).get(0);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "5,5",
    "'\"0.6\"',0.6",
    "'\" 7e1 \"',70",
    "'\"\"',",
    "'\"0x10\"',",
    "'\"5f\"',",
    "'\"1-2\"',",
    "'\"NaN\"',",
    "true,",
    "null,",
    "NaN,"
  })
  void readsNumbersThatMayBeTexts(String json, Double expected) {
    assertThat(JsonFields.numberOrText(field(json)))
        .isEqualTo(Double.valueOf(expected == null ? Double.NaN : expected));
  }

  @ParameterizedTest
  @CsvSource({
    "10,PT10M",
    "'\"08:00\"',PT8H",
    "'\"00:05:00\"',PT5M",
    "'\"00:05:00.9999999\"',PT5M",
    "'\"1.02:03:04\"',P1DT2H3M4S",
    "'\"5\"',PT0S",
    "'\"-00:05:00\"',PT0S",
    "null,PT0S",
    "1.5,PT0S",
    "99999999999,PT0S",
    "{},PT0S"
  })
  void readsDurations(String json, Duration expected) {
    assertThat(JsonFields.duration(field(json))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "'\"2021-01-01T00:00:01\"',2021-01-01T00:00:01Z",
    "'\"2021-01-01T00:00\"',2021-01-01T00:00:00Z",
    "'\"2021-01-01T00:00:01.1234567\"',2021-01-01T00:00:01.123456700Z",
    "'\"2021-01-01T00:00:01Z\"',",
    "'\"today\"',",
    "5,"
  })
  void readsTimesWithoutAnOffsetAsUtc(String json, String expected) {
    assertThat(JsonFields.naiveTime(field(json)).map(Object::toString).orElse(null))
        .isEqualTo(expected);
  }

  @Test
  void absentFieldsAreUnknown() {
    assertThat(JsonFields.numberOrText(null)).isNaN();
    assertThat(JsonFields.duration(null)).isZero();
    assertThat(JsonFields.naiveTime(null)).isEmpty();
  }
}
