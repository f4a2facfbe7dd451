package org.carbonaware.grid.watttime;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;
import org.carbonaware.grid.http.Credentials;
import org.carbonaware.grid.tck.FakeProvider;

/**
 * The service on this machine: it lets in who has logged in, and then answers as told. Close it.
 */
final class FakeWattTime implements AutoCloseable {
  static final Credentials CREDENTIALS = Credentials.of("somebody", "pass wörd/1");
  private static final String BASIC = "Basic "
      + Base64.getEncoder().encodeToString("somebody:pass wörd/1".getBytes(StandardCharsets.UTF_8));

  final FakeProvider provider = new FakeProvider();
  private final AtomicInteger logins = new AtomicInteger();
  private final Set<String> valid = ConcurrentHashMap.newKeySet();
  private volatile Supplier<MockResponse> login = this::newToken;
  private volatile Supplier<MockResponse> expired =
      () -> FakeProvider.json("{\"error\":\"Unauthorized\"}").code(401).build();
  private volatile Function<HttpUrl, MockResponse> answers =
      question -> FakeProvider.json("{}").build();

  FakeWattTime() {
    provider.serveRequests(this::answer);
  }

  private MockResponse answer(RecordedRequest request) {
    String authorization = request.getHeaders().get("Authorization");
    if (request.getUrl().encodedPath().equals("/login")) {
      if (!BASIC.equals(authorization)) {
        throw new AssertionError("login without user name and password");
      }
      logins.incrementAndGet();
      return login.get();
    }
    boolean known = authorization != null
        && authorization.startsWith("Bearer ")
        && valid.contains(authorization.substring(7));
    return known ? answers.apply(request.getUrl()) : expired.get();
  }

  private MockResponse newToken() {
    String token = "t0ken-" + logins.get();
    valid.add(token);
    return FakeProvider.json("{\"token\":\"" + token + "\"}").build();
  }

  void login(Supplier<MockResponse> answer) {
    login = answer;
  }

  void loginAsUsual() {
    login = this::newToken;
  }

  /** Forgets all tokens; they are answered like this from then on. */
  void expire(Supplier<MockResponse> answer) {
    valid.clear();
    expired = answer;
  }

  void serve(String body) {
    serve(question -> FakeProvider.json(body).build());
  }

  void serve(Function<HttpUrl, MockResponse> answer) {
    answers = answer;
  }

  int logins() {
    return logins.get();
  }

  @Override
  public void close() {
    provider.close();
  }
}
