package org.carbonaware.fuzz;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.carbonawaresdk.CarbonAwareSdkGridSource;
import org.carbonaware.grid.electricitymaps.ElectricityMapsGridSource;
import org.carbonaware.grid.energycharts.EnergyChartsGridSource;
import org.carbonaware.grid.http.ApiKey;
import org.carbonaware.grid.http.Credentials;
import org.carbonaware.grid.http.HttpLimits;
import org.carbonaware.grid.uk.NesoGridSource;
import org.carbonaware.grid.watttime.WattTimeGridSource;

/** Answers of live providers, over real HTTP; the first byte chooses the provider. */
final class ProviderAnswersFuzz {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2024-06-01T12:00:00Z"));
  private static final HttpLimits LIMITS =
      new HttpLimits(Duration.ofSeconds(2), Duration.ofSeconds(5), 1 << 20);
  private static volatile byte[] answer = {};
  private static final URI ADDRESS = served();
  private static final List<GridSource> SOURCES = List.of(
      ElectricityMapsGridSource.at(
          ADDRESS, ApiKey.of("k3y-of-nobody"), Basis.LIFECYCLE, LIMITS, CLOCK),
      WattTimeGridSource.at(
          ADDRESS, Credentials.of("user", "passw0rd"), name -> Optional.empty(), LIMITS, CLOCK),
      EnergyChartsGridSource.at(ADDRESS, LIMITS, CLOCK),
      NesoGridSource.at(ADDRESS, LIMITS, CLOCK),
      CarbonAwareSdkGridSource.at(ADDRESS, Basis.LIFECYCLE, LIMITS, CLOCK));
  private static final List<Zone> ZONES =
      List.of(Zone.of("DE"), Zone.of("US-CAL-CISO"), Zone.of("DE"), Zone.of("GB"), Zone.of("DE"));

  private ProviderAnswersFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length == 0) {
      return;
    }
    answer = Arrays.copyOfRange(input, 1, input.length);
    int chosen = (input[0] & 0xff) % SOURCES.size();
    GridDocumentFuzz.ask(SOURCES.get(chosen), ZONES.get(chosen));
  }

  private static URI served() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/", ProviderAnswersFuzz::answer);
      server.start();
      return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void answer(HttpExchange exchange) throws IOException {
    // Logging in is not what is asked here.
    byte[] body = exchange.getRequestURI().getPath().endsWith("/login")
        ? Scratch.text("{\"token\":\"t0ken\"}")
        : answer;
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  static List<byte[]> seeds() {
    return List.of(
        chosen(0, """
            {"zone":"DE","carbonIntensity":302,"datetime":"2024-06-01T11:00:00.000Z",
             "updatedAt":"2024-06-01T11:41:00.000Z","emissionFactorType":"lifecycle","isEstimated":true,
             "estimationMethod":"TIME_SLICER_AVERAGE"}
            """),
        chosen(0, """
            {"zone":"DE","forecast":[{"carbonIntensity":300,"datetime":"2024-06-01T12:00:00.000Z"},
             {"carbonIntensity":310,"datetime":"2024-06-01T13:00:00.000Z"}],"updatedAt":"2024-06-01T11:41:00.000Z",
             "history":[{"zone":"DE","carbonIntensity":300,"datetime":"2024-06-01T10:00:00.000Z"}]}
            """),
        chosen(1, """
            {"data":[{"point_time":"2024-06-01T12:00:00+00:00","value":870.1},
             {"point_time":"2024-06-01T12:05:00+00:00","value":871}],
             "meta":{"region":"CAISO_NORTH","signal_type":"co2_moer","units":"lbs_co2_per_mwh",
             "data_point_period_seconds":300,"generated_at":"2024-06-01T12:00:00+00:00","model":{"date":"2023-03-01"}}}
            """),
        chosen(2, """
            {"unix_seconds":[1717239600,1717240500],"co2eq":[300.1,null],"co2eq_forecast":[310.0,311.5],
             "substitute":false,"deprecated":false}
            """),
        chosen(3, """
            {"data":[{"from":"2024-06-01T12:00Z","to":"2024-06-01T12:30Z",
             "intensity":{"forecast":100,"actual":null,"index":"low"}},
             {"from":"2024-06-01T12:30Z","to":"2024-06-01T13:00Z","intensity":{"forecast":105,"actual":99,"index":"low"}}]}
            """),
        chosen(4, """
            [{"location":"DE","time":"2024-06-01T11:00:00+00:00","rating":300.5,"duration":"01:00:00"}]
            """));
  }

  private static byte[] chosen(int source, String body) {
    byte[] text = Scratch.text(" " + body);
    text[0] = (byte) source;
    return text;
  }
}
