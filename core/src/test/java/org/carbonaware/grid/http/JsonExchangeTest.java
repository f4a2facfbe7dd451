package org.carbonaware.grid.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import mockwebserver3.MockResponse;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.tck.FakeProvider;
import org.carbonaware.grid.tck.LoggedText;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonExchangeTest {
  private static final String SECRET = "s3cret-of-somebody";
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2024-05-14T10:20:00Z"));
  private static final HttpLimits LIMITS = HttpLimits.ofDefaults();

  private final FakeProvider provider = new FakeProvider();

  @AfterEach
  void close() {
    provider.close();
  }

  private JsonExchange keyless() {
    return JsonExchange.keyless("Test", provider.address(), LIMITS, CLOCK);
  }

  private JsonExchange withKey() {
    return JsonExchange.withKey(
        "Test", provider.address(), LIMITS, CLOCK, "auth-token", ApiKey.of(SECRET));
  }

  private static HttpAnswer ask(JsonExchange exchange) {
    return exchange.get(List.of("a", "b c"), Map.of("zone", "X&Y"));
  }

  private GridException failure() {
    return catchThrowableOfType(GridException.class, () -> ask(withKey()).json());
  }

  @Test
  void escapesPathAndQuery() {
    provider.serve("{\"x\":1}");
    assertThat(ask(keyless()).json().path("x").intValue()).isEqualTo(1);
    assertThat(provider.asked().get(0).getTarget()).isEqualTo("/a/b%20c?zone=X%26Y");
  }

  @Test
  void sendsTheKeyInItsHeaderOnly() {
    provider.serve("{}");
    ask(withKey());
    ask(keyless());
    var asked = provider.asked();
    assertThat(asked.get(0).getHeaders().get("auth-token")).isEqualTo(SECRET);
    assertThat(asked.get(0).getTarget()).doesNotContain(SECRET);
    assertThat(asked.get(1).getHeaders().get("auth-token")).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "301,false", "400,false", "401,false", "402,false", "403,false", "404,false", "408,true",
    "422,false", "425,true", "429,true", "500,true", "501,false", "502,true", "503,true",
    "504,true", "529,true"
  })
  void tellsPassingFromLastingFailures(int status, boolean passes) {
    provider.serve(question -> FakeProvider.json("{\"error\":\"bad  \\u0007\\n" + SECRET + "\"}")
        .code(status)
        .build());
    GridException failure = failure();
    assertThat(failure.mayHelpToRetry()).isEqualTo(passes);
    assertThat(failure)
        .hasMessageStartingWith("Test: /a/b c?zone=X&Y at ")
        .hasMessageContainingAll("HTTP " + status, "bad", "[key]")
        .hasMessageNotContaining(SECRET);
    assertThat(provider.questions()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "0,PT0S",
    "30,PT30S",
    "999999999,PT24H",
    "'Tue, 14 May 2024 10:21:00 GMT',PT1M",
    "'Tue, 14 May 2024 10:19:00 GMT',PT0S",
    "soon,",
    "-5,",
    "1e3,"
  })
  void readsWhenToAskAgain(String header, Duration expected) {
    provider.serve(question ->
        new MockResponse.Builder().code(429).setHeader("Retry-After", header).build());
    assertThat(failure().retryAfter().orElse(null)).isEqualTo(expected);
  }

  @Test
  void shortensLongErrors() {
    provider.serve(
        question -> FakeProvider.json("\"" + "x".repeat(9000) + "\"").code(500).build());
    assertThat(failure().getMessage()).hasSizeLessThan(400).endsWith("…");
  }

  @Test
  void readsErrorsThatAreMostlyBlanks() {
    provider.serve(question -> new MockResponse.Builder()
        .code(500)
        .body("out" + " ".repeat(100_000) + "of " + "<b>".repeat(50_000) + "order")
        .build());
    assertThat(failure()).hasMessageEndingWith(": out of order");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "00"})
  void asksOnceEvenIfToldToAskAgainAtOnce(String retryAfter) {
    provider.serve(question -> new MockResponse.Builder()
        .code(503)
        .setHeader("Retry-After", retryAfter)
        .build());
    assertThat(failure().mayHelpToRetry()).isTrue();
    assertThat(provider.questions()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":1} trailing", "{\"a\":", "7", "\"text\"", "null", "", "not json"})
  void refusesWhatIsNoJsonDocument(String body) {
    provider.serve(body);
    assertThat(failure().mayHelpToRetry()).isTrue();
    assertThat(failure()).hasMessageContaining("sent ").hasMessageNotContaining("jackson");
  }

  @Test
  void refusesJsonThatIsTooDeep() {
    provider.serve("[".repeat(5000) + "]".repeat(5000));
    assertThat(failure().mayHelpToRetry()).isTrue();
  }

  @Test
  void readsAByteOrderMark() {
    provider.serve("\ufeff{\"a\":1}");
    assertThat(ask(keyless()).json().path("a").intValue()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://x.example/",
        "https://user:pw@x.example/",
        "https://x.example/?k=1",
        "https://x.example/#f",
        "mailto:a@x.example"
      })
  void refusesAnAddressThatCannotBeUsed(String address) {
    assertThatThrownBy(() -> JsonExchange.keyless("Test", URI.create(address), LIMITS, CLOCK))
        .isInstanceOf(GridException.class)
        .hasMessageContaining("base address")
        .hasMessageNotContaining("pw");
  }

  @Test
  void sendsNoKeyInTheClear() {
    URI plain = URI.create("http://grid.example/v3");
    assertThatThrownBy(() ->
            JsonExchange.withKey("Test", plain, LIMITS, CLOCK, "auth-token", ApiKey.of(SECRET)))
        .isInstanceOf(GridException.class)
        .hasMessageContainingAll("grid.example", "expected https://");
    assertThat(JsonExchange.keyless("Test", plain, LIMITS, CLOCK))
        .hasToString("Test at grid.example");
  }

  @Test
  void noLogHoldsTheKey() {
    try (LoggedText logged = new LoggedText()) {
      provider.serve("{}");
      ask(withKey());
      provider.serve(question -> FakeProvider.json(SECRET).code(401).build());
      assertThat(failure().toString()).doesNotContain(SECRET);
      provider.close();
      assertThat(failure().toString()).doesNotContain(SECRET);
      assertThat(logged.text()).isNotEmpty().doesNotContain(SECRET);
    }
  }

  @Test
  void saysProblemDetailsInWords() {
    provider.serve(
        question -> FakeProvider.json("{\"type\":\"https://x.example/1\",\"title\":\"Bad\","
                + "\"status\":400,\"detail\":\" not " + SECRET
                + " \",\"errors\":{\"place\":[\"is gone\",7],"
                + "\"stackTrace\":[\"at line 5\"]},\"traceId\":\"00-1\"}")
            .code(400)
            .build());
    assertThat(failure())
        .hasMessageEndingWith("not understood: Bad; not [key]; place: is gone")
        .hasMessageNotContaining("line 5");
  }

  @Test
  void givesTheBodyOfAnyFormat() {
    provider.serve("time,value\n");
    HttpAnswer answer = keyless().getIfChanged(List.of("x.csv"), null);
    answer.body()[0] = 'T';
    assertThat(answer.body()).asString().isEqualTo("time,value\n");
    provider.serve("<html>");
    assertThatThrownBy(() -> keyless().getIfChanged(List.of("x.csv"), null).body())
        .hasMessageEndingWith("sent a web page instead of data");
    provider.serve(question -> new MockResponse.Builder().code(404).build());
    assertThatThrownBy(() -> keyless().getIfChanged(List.of("x.csv"), null).body())
        .hasMessageContaining("HTTP 404");
  }

  @Test
  void asksWhetherADocumentIsStillTheSame() {
    provider.serve(question -> FakeProvider.json("{}")
        .setHeader("ETag", "\"v1\"")
        .setHeader("Last-Modified", "Tue, 14 May 2024 10:00:00 GMT")
        .build());
    JsonExchange exchange = keyless();
    HttpAnswer first = exchange.getIfChanged(List.of("a b.json"), null);
    provider.serve(question -> new MockResponse.Builder().code(304).build());
    assertThat(exchange.getIfChanged(List.of("a b.json"), first)).isSameAs(first);
    var asked = provider.asked();
    assertThat(asked.get(0).getHeaders().get("If-None-Match")).isNull();
    assertThat(asked.get(1).getHeaders().get("If-None-Match")).isEqualTo("\"v1\"");
    assertThat(asked.get(1).getHeaders().get("If-Modified-Since"))
        .isEqualTo("Tue, 14 May 2024 10:00:00 GMT");
    assertThat(asked.get(1).getTarget()).isEqualTo("/a%20b.json");
    assertThatThrownBy(() -> exchange.getIfChanged(List.of("a b.json"), null).body())
        .as("nobody asked for that")
        .hasMessageContaining("HTTP 304");
  }

  @Test
  void repeatsNoValidatorThatIsNoHeader() {
    provider.serve(question ->
        FakeProvider.json("{}").addHeader("ETag", "\t" + "x".repeat(600)).build());
    JsonExchange exchange = keyless();
    HttpAnswer first = exchange.getIfChanged(List.of(), null);
    assertThat(exchange.getIfChanged(List.of(), first)).isNotSameAs(first);
    assertThat(provider.asked().get(1).getHeaders().get("If-None-Match")).isNull();
  }

  @Test
  void anInterruptEndsTheQuestion() {
    provider.serve("{}");
    Thread.currentThread().interrupt();
    GridException failure = failure();
    assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
    assertThat(failure.mayHelpToRetry()).isTrue();
  }

  @Test
  void limitsCheckThemselves() {
    Duration second = Duration.ofSeconds(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HttpLimits(Duration.ZERO, second, 1))
        .withMessageContaining("connect PT0S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HttpLimits(second, Duration.ofDays(30), 1))
        .withMessageContaining("call PT720H");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HttpLimits(second, second, 0))
        .withMessageContaining("maxBytes 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "abc", "with space", "line\nbreak", "schlüssel"})
  void refusesWhatCannotBeAKeyWithoutShowingIt(String text) {
    assertThatThrownBy(() -> ApiKey.of(text))
        .isInstanceOf(GridException.class)
        .hasMessageContaining(text.strip().length() + " characters")
        .hasMessageNotContaining(text.isEmpty() ? "[" : text);
  }

  @Test
  void aKeyHidesItself() {
    ApiKey key = ApiKey.of(" " + SECRET + "\n");
    assertThat(key).hasToString("[key]");
    assertThat(key.redaction().apply("bad " + SECRET + "!")).isEqualTo("bad [key]!");
  }
}
