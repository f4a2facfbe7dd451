package org.carbonaware.grid.watttime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.carbonaware.grid.http.ApiKey;
import org.carbonaware.grid.http.HttpAnswer;
import org.carbonaware.grid.http.HttpLimits;
import org.carbonaware.grid.http.JsonExchange;
import org.carbonaware.grid.tck.FakeProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WarningsTest {
  private final FakeProvider provider = new FakeProvider();
  private final List<String> told = new ArrayList<>();
  private final Warnings warnings = new Warnings(told::add);

  @AfterEach
  void close() {
    provider.close();
  }

  private void tell(String place, String list) {
    provider.serve("{\"warnings\":" + list + "}");
    HttpAnswer answer = JsonExchange.withKey(
            "WattTime",
            provider.address(),
            HttpLimits.ofDefaults(),
            InstantSource.fixed(Instant.EPOCH),
            "Authorization",
            ApiKey.of("t0ken-of-somebody"))
        .get(List.of("v3"), Map.of());
    warnings.tell(answer, place, answer.json().path("warnings"));
  }

  @Test
  void tellsEachOnceWhateverItsShape() {
    tell("zone A", "[\"data delayed\",{\"type\":\"data\",\"message\":\"delayed\"}]");
    tell("zone A", "[\"data\\n delayed\"]");
    tell("zone B", "[\"data delayed\"]");
    assertThat(told)
        .containsExactly(
            "WattTime warns about zone A: data delayed",
            "WattTime warns about zone B: data delayed");
  }

  @Test
  void takesOutSecretsAndMarkup() {
    tell("zone A", "[\"<b>see</b> t0ken-of-somebody\",{},null,7,\"\"]");
    assertThat(told).containsExactly("WattTime warns about zone A: see [key]");
  }

  @Test
  void tellsNoMoreThanAHundred() {
    for (int i = 0; i < 3; i++) {
      StringBuilder list = new StringBuilder("[\"first of " + i + "\"");
      for (int j = 0; j < 50; j++) {
        list.append(",\"").append(i).append('-').append(j).append('"');
      }
      tell("zone A", list + "]");
    }
    assertThat(told).hasSize(100);
  }
}
