package org.carbonaware.grid.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import mockwebserver3.MockResponse;
import org.carbonaware.grid.http.MetadataExchange.Answer;
import org.carbonaware.grid.tck.FakeProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetadataExchangeTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final FakeProvider service = new FakeProvider();

  @AfterEach
  void close() {
    service.close();
  }

  private MetadataExchange exchange() {
    return MetadataExchange.at(service.address(), LONG);
  }

  @Test
  void readsTextAndFlavorAndSendsHeaders() {
    service.serve(question -> new MockResponse.Builder()
        .setHeader("Metadata-Flavor", "Google")
        .body(" words\n")
        .build());
    assertThat(exchange().get("/a/b?c=d", Map.of("X-One", "1")))
        .contains(new Answer("words", "Google"));
    var asked = service.asked().get(0);
    assertThat(asked.getTarget()).isEqualTo("/a/b?c=d");
    assertThat(asked.getHeaders().get("X-One")).isEqualTo("1");
  }

  @Test
  void putsWithAnEmptyBody() {
    service.serve("token");
    assertThat(exchange().put("/token", Map.of())).contains(new Answer("token", ""));
    var asked = service.asked().get(0);
    assertThat(asked.getMethod()).isEqualTo("PUT");
    assertThat(asked.getBodySize()).isZero();
  }

  @Test
  void readsNoMoreThanAFewWords() {
    service.serve("x".repeat(1 << 20));
    assertThat(exchange().get("/", Map.of()).orElseThrow().text()).hasSize(4096);
  }

  /** A proxy would ask from its own network, and be told about its own machine. */
  @Test
  void goesAroundTheProxyOfTheMachine() {
    service.serve("here");
    ProxySelector before = ProxySelector.getDefault();
    ProxySelector.setDefault(new ProxySelector() {
      @Override
      public List<Proxy> select(URI uri) {
        throw new AssertionError("asked for a proxy");
      }

      @Override
      public void connectFailed(URI uri, SocketAddress address, IOException e) {}
    });
    try {
      assertThat(exchange().get("/", Map.of())).contains(new Answer("here", ""));
    } finally {
      ProxySelector.setDefault(before);
    }
  }

  @Test
  void anInterruptIsNoAnswerAndStays() {
    service.serve("here");
    Thread.currentThread().interrupt();
    assertThat(exchange().get("/", Map.of())).isEmpty();
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void refusesWhatCannotBeAsked() {
    assertThatThrownBy(() -> MetadataExchange.at(URI.create("ftp://127.0.0.1"), LONG))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ftp://127.0.0.1");
    assertThatThrownBy(() -> MetadataExchange.at(service.address(), Duration.ofNanos(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 1 ms");
  }
}
