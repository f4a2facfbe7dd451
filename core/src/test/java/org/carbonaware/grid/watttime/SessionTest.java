package org.carbonaware.grid.watttime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import mockwebserver3.MockResponse;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.http.HttpLimits;
import org.carbonaware.grid.http.JsonExchange;
import org.carbonaware.grid.tck.FakeProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionTest {
  private static final String PAGE = "<html><head><title>403 Forbidden</title></head></html>";

  private final FakeWattTime service = new FakeWattTime();
  private volatile Instant now = Instant.parse("2024-05-14T10:20:00Z");
  private final Session session = new Session(
      JsonExchange.withCredentials(
          "WattTime",
          service.provider.address(),
          HttpLimits.ofDefaults(),
          () -> now,
          FakeWattTime.CREDENTIALS),
      () -> now);

  @AfterEach
  void close() {
    service.close();
  }

  private int ask() {
    return session.get(List.of("v3", "forecast"), Map.of()).status();
  }

  private GridException failure() {
    return catchThrowableOfType(GridException.class, this::ask);
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  private static MockResponse refusal(int status) {
    return FakeProvider.json("{\"error\":\"no\"}").code(status).build();
  }

  private static MockResponse forbiddingPage() {
    return new MockResponse.Builder()
        .code(403)
        .setHeader("Content-Type", "text/html")
        .body(PAGE)
        .build();
  }

  @Test
  void keepsATokenFor25Minutes() {
    assertThat(ask()).isEqualTo(200);
    pass(Duration.ofMinutes(25).minusNanos(1));
    assertThat(ask()).isEqualTo(200);
    assertThat(service.logins()).isEqualTo(1);
    pass(Duration.ofNanos(1));
    assertThat(ask()).isEqualTo(200);
    assertThat(service.logins()).isEqualTo(2);
    assertThat(service.provider.asked())
        .extracting(request -> request.getHeaders().get("Authorization"))
        .filteredOn(header -> header.startsWith("Bearer"))
        .containsExactly("Bearer t0ken-1", "Bearer t0ken-1", "Bearer t0ken-2");
  }

  @Test
  void aRefusedTokenIsReplacedOnce() {
    ask();
    pass(Duration.ofMinutes(10));
    service.expire(() -> refusal(401));
    assertThat(ask()).isEqualTo(200);
    assertThat(service.logins()).isEqualTo(2);
    pass(Duration.ofMinutes(10));
    service.expire(SessionTest::forbiddingPage);
    assertThat(ask()).isEqualTo(200);
    assertThat(service.logins()).isEqualTo(3);
    pass(Duration.ofMinutes(10));
    service.serve(question -> refusal(401));
    int before = service.provider.questions();
    assertThat(ask()).as("refused with the new token too").isEqualTo(401);
    assertThat(service.provider.questions() - before).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404, 422, 429, 500})
  void otherRefusalsAreNoReasonToLogIn(int status) {
    ask();
    pass(Duration.ofMinutes(1));
    service.serve(question -> refusal(status));
    assertThat(ask()).isEqualTo(status);
    assertThat(service.logins()).isEqualTo(1);
  }

  @Test
  void refusedTokensDoNotMakeAStormOfLogins() {
    service.serve(question -> refusal(401));
    for (int second = 0; second < 60; second += 5) {
      assertThat(ask()).isEqualTo(401);
      pass(Duration.ofSeconds(5));
    }
    assertThat(service.logins()).isEqualTo(6);
  }

  @ParameterizedTest
  @CsvSource({"401,false", "403,false", "403,true"})
  void aWrongPasswordIsNotTriedAgainForAWhile(int status, boolean page) {
    service.login(() -> page ? forbiddingPage() : refusal(status));
    for (int second = 0; second < 300; second++) {
      assertThat(failure())
          .hasMessage("WattTime: HTTP " + status + " at login, the user name or the password is"
              + " wrong; no other login for 5 minutes")
          .extracting(GridException::mayHelpToRetry)
          .isEqualTo(false);
      pass(Duration.ofSeconds(1));
    }
    assertThat(service.logins()).isEqualTo(1);
    service.loginAsUsual();
    assertThat(ask()).isEqualTo(200);
  }

  @Test
  void aFailedLoginIsTriedAgainAfterTenSeconds() {
    service.login(() -> refusal(500));
    assertThat(failure()).hasMessageContaining("HTTP 500");
    pass(Duration.ofSeconds(4));
    GridException soon = failure();
    assertThat(soon).hasMessageContaining("HTTP 500");
    assertThat(soon.mayHelpToRetry()).isTrue();
    assertThat(soon.retryAfter()).contains(Duration.ofSeconds(6));
    assertThat(service.logins()).isEqualTo(1);
    pass(Duration.ofSeconds(6));
    service.loginAsUsual();
    assertThat(ask()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"1,PT10S", "60,PT1M", "86400,PT5M"})
  void leavesABusyLoginAloneAsItAsksFor(String retryAfter, Duration rest) {
    service.login(() -> new MockResponse.Builder()
        .code(429)
        .setHeader("Retry-After", retryAfter)
        .build());
    assertThat(failure().mayHelpToRetry()).isTrue();
    assertThat(failure().retryAfter()).contains(rest);
    assertThat(service.logins()).isEqualTo(1);
  }

  @Test
  void aClockThatIsSetBackLocksNobodyOut() {
    service.login(() -> refusal(401));
    assertThat(failure()).isNotNull();
    service.loginAsUsual();
    pass(Duration.ofHours(-1));
    assertThat(ask()).isEqualTo(200);
    pass(Duration.ofHours(-1));
    assertThat(ask()).isEqualTo(200);
    assertThat(service.logins()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"token\":null}", "{\"token\":7}", "{\"token\":\"two words\"}"})
  void anUnusableTokenPasses(String body) {
    service.login(() -> FakeProvider.json(body).build());
    GridException failure = failure();
    assertThat(failure.mayHelpToRetry()).isTrue();
    assertThat(failure).hasMessageContaining(" token").hasMessageNotContaining("two words");
  }

  @Test
  void manyThreadsLogInOnce() throws Exception {
    assertThat(askFromManyThreads()).containsOnly("200");
    assertThat(service.logins()).isEqualTo(1);
    pass(Duration.ofMinutes(1));
    service.expire(() -> refusal(401));
    assertThat(askFromManyThreads()).containsOnly("200");
    assertThat(service.logins()).isEqualTo(2);
  }

  @Test
  void manyThreadsShareAFailedLogin() throws Exception {
    service.login(() -> refusal(503));
    assertThat(askFromManyThreads()).containsOnly("failed");
    assertThat(service.logins()).isEqualTo(1);
  }

  private List<String> askFromManyThreads() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      List<Future<String>> asked = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        asked.add(threads.submit(() -> {
          try {
            return Integer.toString(ask());
          } catch (GridException e) {
            return "failed";
          }
        }));
      }
      List<String> answers = new ArrayList<>();
      for (Future<String> answer : asked) {
        answers.add(answer.get());
      }
      return answers;
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void anInterruptWhileWaitingForALoginIsKept() {
    Thread.currentThread().interrupt();
    GridException failure = failure();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(failure.mayHelpToRetry()).isTrue();
    assertThat(service.logins()).isZero();
  }

  @Test
  void anInterruptedLoginIsNotHeldAgainstTheService() {
    Thread asking = Thread.currentThread();
    service.login(() -> {
      asking.interrupt();
      return refusal(500);
    });
    GridException failure = failure();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(failure.mayHelpToRetry()).isTrue();
    service.loginAsUsual();
    assertThat(ask()).isEqualTo(200);
  }
}
