package org.carbonaware.grid.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import mockwebserver3.MockResponse;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.http.HttpLimits;
import org.carbonaware.grid.tck.FakeProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentAtAnAddressTest {
  private static final Zone DE = Zone.of("DE");
  private static final String CSV =
      "timestamp,DE\n2024-05-14T10:00Z,302.5\n2024-05-14T11:00Z,303\n";

  private final FakeProvider provider = new FakeProvider();

  @AfterEach
  void close() {
    provider.close();
  }

  private GridSource source(String path) {
    return DocumentGridSource.at(
        provider.address().resolve(path),
        Basis.LIFECYCLE,
        HttpLimits.ofDefaults(),
        InstantSource.fixed(Written.NOW));
  }

  private static double present(GridSource source) {
    return source.current(DE, Written.NOW).orElseThrow().gramsPerKwh();
  }

  @ParameterizedTest
  @CsvSource({
    "/grid/now.csv,now.csv,/grid/now.csv",
    "/a%20b.csv,a b.csv,/a%20b.csv",
    "/files/grid%2Fnow.csv/raw,raw,/files/grid%2Fnow.csv/raw",
    "/grid/,grid,/grid/",
    "/,localhost,/",
    "'',localhost,/"
  })
  void asksForTheAddressAsItIs(String path, String name, String asked) {
    provider.serve(CSV);
    GridSource source = source(path);
    assertThat(source.name()).isEqualTo(name);
    assertThat(present(source)).isEqualTo(302.5);
    assertThat(provider.asked().get(0).getTarget()).isEqualTo(asked);
  }

  /** The fake provider serves texts only. */
  private static HttpServer serving(byte[] body) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> {
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    });
    server.start();
    return server;
  }

  private static GridSource source(HttpServer server, HttpLimits limits) {
    URI address = URI.create("http://localhost:" + server.getAddress().getPort() + "/now.csv.gz");
    return DocumentGridSource.at(
        address, Basis.LIFECYCLE, limits, InstantSource.fixed(Written.NOW));
  }

  @Test
  void readsGzippedTraces() throws IOException {
    HttpServer server = serving(Written.gzipped(CSV));
    try {
      assertThat(present(source(server, HttpLimits.ofDefaults()))).isEqualTo(302.5);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void refusesABombWithinItsLimit() throws IOException {
    HttpServer server = serving(Written.gzipped("#".repeat(100_000) + "\n"));
    try {
      HttpLimits small = new HttpLimits(Duration.ofSeconds(5), Duration.ofSeconds(20), 50_000);
      assertThatThrownBy(() -> source(server, small).current(DE, Written.NOW))
          .hasMessageStartingWith("now.csv.gz: more than 50000 bytes when unzipped");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void isReadOnceWhileItIsTheSame() {
    provider.serve(question -> FakeProvider.json(CSV).setHeader("ETag", "\"1\"").build());
    UrlOrigin origin = new UrlOrigin(
        provider.address().resolve("/x.csv"),
        Basis.DIRECT,
        HttpLimits.ofDefaults(),
        InstantSource.fixed(Written.NOW));
    Document first = origin.document();
    provider.serve(question -> new MockResponse.Builder().code(304).build());
    assertThat(origin.document()).isSameAs(first);
  }

  @Test
  void isSentAgainOnlyIfItChanged() {
    provider.serve(question -> FakeProvider.json(CSV).setHeader("ETag", "\"1\"").build());
    GridSource source = source("/now.csv");
    assertThat(present(source)).isEqualTo(302.5);
    provider.serve(question -> new MockResponse.Builder().code(304).build());
    assertThat(present(source)).isEqualTo(302.5);
    provider.serve(CSV.replace("302.5", "111"));
    assertThat(present(source)).isEqualTo(111);
    assertThat(provider.asked())
        .extracting(request -> request.getHeaders().get("If-None-Match"))
        .containsExactly(null, "\"1\"", "\"1\"");
  }

  @Test
  void whatFailsNowIsNotAnsweredFromBefore() {
    provider.serve(CSV);
    GridSource source = source("/now.csv");
    assertThat(present(source)).isEqualTo(302.5);
    provider.serve("out of order");
    assertThatThrownBy(() -> source.current(DE, Written.NOW))
        .hasMessageStartingWith(
            "now.csv: /now.csv at localhost sent neither JSON nor CSV; expected")
        .satisfies(e -> assertThat(((GridException) e).mayHelpToRetry()).isTrue());
    provider.serve(question -> new MockResponse.Builder().code(404).build());
    assertThatThrownBy(() -> source.current(DE, Written.NOW)).hasMessageContaining("HTTP 404");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://x.example/grid.csv?sig=secret",
        "http://user:secret@x.example/grid.csv",
        "ftp://x.example/grid.csv",
        "mailto:secret@x.example"
      })
  void refusesAddressesThatCannotBeUsedOrHoldSecrets(String address) {
    assertThatThrownBy(() -> DocumentGridSource.at(
            URI.create(address), Basis.DIRECT, HttpLimits.ofDefaults(), InstantSource.system()))
        .isInstanceOf(GridException.class)
        .hasMessageContaining("base address")
        .hasMessageNotContaining("secret");
  }
}
