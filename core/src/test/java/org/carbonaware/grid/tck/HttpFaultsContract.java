package org.carbonaware.grid.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.http.HttpLimits;
import org.junit.jupiter.api.Test;

/** What a source does when its provider is down, slow, lying or out of quota. */
abstract class HttpFaultsContract extends HttpSourceFixture {
  /** A text that is no field's name. */
  private static final Pattern VALUE = Pattern.compile("(?<=[:,\\[])\"[^\"]*\"(?!:)");

  /** Careless servers repeat the key that they were sent. */
  private String echo() {
    return needsKey() ? String.join(" ", secrets()) : "entry";
  }

  private String page() {
    return "<!DOCTYPE html><html><body>Sorry " + echo() + "</body></html>";
  }

  private void serveError(int status) {
    String body = "{\"error\":{\"code\":\"" + status + "\",\"message\":\"no " + echo() + "\"}}";
    serve(question -> FakeProvider.json(body).code(status).build());
  }

  @Test
  public void aKeyInPlaceOfEveryTextIsNotShown() throws Exception {
    for (String secret : needsKey() ? secrets() : List.of("entry")) {
      String text = Matcher.quoteReplacement("\"" + secret + "\"");
      serve(rows(), body -> VALUE.matcher(body).replaceAll(text));
      for (Callable<Object> question : questions(source())) {
        Throwable failure =
            catchThrowable(() -> assertTellsNoSecret(question.call().toString()));
        assertThat(failure)
            .satisfiesAnyOf(none -> assertThat(none).isNull(), any -> failure(question));
      }
    }
  }

  @Test
  public void aRefusedKeyOrPlanLasts() {
    serveError(401);
    assertFails(source(), false, "401");
  }

  @Test
  public void aForbiddingWebPageLasts() {
    serve(question -> new MockResponse.Builder()
        .code(403)
        .setHeader("Content-Type", "text/html")
        .body(page())
        .build());
    assertFails(source(), false, "403");
    assertThat(failure(questions(source()).get(0))).hasMessageNotContaining("<");
  }

  @Test
  public void aWrongAddressLasts() {
    serveError(404);
    assertFails(source(), false, "404", "address");
  }

  @Test
  public void anExhaustedQuotaPasses() {
    serveError(429);
    assertFails(source(), true, "429");
    assertThat(failure(questions(source()).get(0)).retryAfter()).isEmpty();
  }

  @Test
  public void anExhaustedQuotaSaysWhenItEnds() {
    String date =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(now().plusSeconds(90).atOffset(ZoneOffset.UTC));
    for (String header : new String[] {"90", date}) {
      serve(question ->
          new MockResponse.Builder().code(429).setHeader("Retry-After", header).build());
      GridException failure = failure(questions(source()).get(0));
      assertThat(failure.mayHelpToRetry()).isTrue();
      assertThat(failure.retryAfter().orElseThrow())
          .isBetween(Duration.ofSeconds(89), Duration.ofSeconds(91));
    }
  }

  @Test
  public void anErrorOfTheProviderPasses() {
    serveError(500);
    assertFails(source(), true, "500");
  }

  @Test
  public void anOverloadedProviderIsNotAskedTwice() {
    serve(question ->
        new MockResponse.Builder().code(503).setHeader("Retry-After", "0").build());
    assertFails(source(), true, "503");
  }

  @Test
  public void anEmptyObjectPasses() {
    serve("{}");
    assertFails(source(), true, "sent");
  }

  @Test
  public void anEmptyBodyPasses() {
    serve("");
    assertFails(source(), true, "sent");
  }

  @Test
  public void aWebPageInsteadOfDataPasses() {
    serve(question -> new MockResponse.Builder()
        .setHeader("Content-Type", "text/html")
        .body(page())
        .build());
    assertFails(source(), true, "web page");
  }

  @Test
  public void truncatedJsonPasses() {
    serve(rows(), body -> body.substring(0, body.length() * 2 / 3));
    assertFails(source(), true, "JSON");
  }

  @Test
  public void aSlowBodyPasses() {
    serve(question -> FakeProvider.json(answer(question, rows()))
        .throttleBody(16, 1, TimeUnit.SECONDS)
        .build());
    HttpLimits impatient = new HttpLimits(Duration.ofSeconds(5), Duration.ofMillis(300), 4 << 20);
    assertFails(source(impatient, now()), true, "did not answer");
  }

  @Test
  public void aHugeBodyIsNotRead() {
    serve(rows(), body -> body + " ".repeat(70_000));
    HttpLimits small = new HttpLimits(Duration.ofSeconds(5), Duration.ofSeconds(30), 65_536);
    assertFails(source(small, now()), false, "65536 bytes");
  }

  @Test
  public void aBrokenConnectionPasses() {
    serve(question -> FakeProvider.json(answer(question, rows()))
        .onResponseBody(new SocketEffect.CloseSocket())
        .build());
    assertFails(source(), true, "did not answer");
  }

  @Test
  public void anAbsentProviderPasses() {
    GridSource source = source();
    provider().close();
    assertFails(source, true, "did not answer");
  }

  @Test
  public void aRedirectIsNotFollowed() {
    try (FakeProvider other = new FakeProvider()) {
      for (int status : new int[] {301, 302, 307, 308}) {
        serve(question -> new MockResponse.Builder()
            .code(status)
            .setHeader("Location", other.address() + "elsewhere?token=" + KEY)
            .build());
        assertFails(source(), false, "redirect to " + other.address().getHost());
      }
      assertThat(other.questions()).isZero();
    }
  }

  @Test
  public void keysAreInNoAddressAndNoText() {
    serve(rows());
    GridSource source = source();
    assertTellsNoSecret(source.toString() + source.name());
    for (var question : questions(source)) {
      assertThat(org.assertj.core.api.Assertions.catchThrowable(question::call)).isNull();
    }
    assertThat(provider().asked()).hasSizeGreaterThanOrEqualTo(3).allSatisfy(request -> {
      assertTellsNoSecret(request.getTarget());
      assertThat(request.getHeaders().get("User-Agent")).startsWith("carbon-aware");
      assertThat(request.getHeaders().get("Accept")).startsWith("application/json");
    });
  }
}
