package org.carbonaware.grid.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"error\":\"Bad Request\",\"message\":\"Invalid region\",\"docs\":\"x\"}"
            + " | Bad Request; Invalid region",
        "{\"error\":\"no\",\"message\":\"no\"} | no",
        "{\"error\":{\"code\":400,\"message\":\"no\"}} | no",
        "{\"detail\":[{\"loc\":[\"query\",0],\"msg\":\"required\",\"type\":\"x\"}]}"
            + " | query 0: required",
        "{\"msg\":\"no\"} | no",
        "{\"title\":\"Wrong\",\"detail\":\"no zone\"} | Wrong; no zone",
        "{\"code\":400,\"message\":null,\"error\":\" \"} | {\"code\":400,\"message\":null,\"error\":\" \"}",
        "{\"error\":\"cut of | {\"error\":\"cut of",
        "plain text | plain text",
        "[\"error\"] | error",
        "{\"title\":\"Bad\",\"errors\":{\"time\":[\"required\"],\"stackTrace\":[\"at x\"]}} | Bad; time: required"
      })
  void readsTheWordsOutOfJson(String body, String words) {
    assertThat(ErrorText.of(body.getBytes(StandardCharsets.UTF_8))).isEqualTo(words);
  }
}
