package org.carbonaware.grid.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.carbonaware.grid.http.HttpLimits;
import org.carbonaware.grid.http.JsonExchange;
import org.junit.jupiter.api.Test;

class FakeProviderTest {
  @Test
  void reportsWhatItsAnswersThrow() {
    FakeProvider provider = new FakeProvider();
    provider.serve(question -> {
      throw new AssertionError("no such endpoint: " + question.encodedPath());
    });
    JsonExchange exchange = JsonExchange.keyless(
        "Test", provider.address(), HttpLimits.ofDefaults(), InstantSource.fixed(Instant.EPOCH));
    assertThat(exchange.get(List.of("here"), Map.of()).status()).isEqualTo(500);
    assertThatThrownBy(provider::close)
        .isInstanceOf(AssertionError.class)
        .hasMessage("the fake provider could not answer: no such endpoint: /here");
  }
}
