package org.carbonaware.grid.watttime;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import okhttp3.HttpUrl;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.http.Credentials;
import org.carbonaware.grid.http.HttpLimits;
import org.carbonaware.grid.tck.FakeProvider;
import org.carbonaware.grid.tck.GridRow;
import org.carbonaware.grid.tck.HttpGridSourceContract;
import org.junit.jupiter.api.Nested;

/** What every source on the network must do, with faults behind a good login and at the login. */
class WattTimeContractTest {
  private static final double GRAMS_PER_KWH = 0.45359237; // of 1 lb per MWh
  private static final Instant NOW = Instant.parse("2024-05-14T10:22:00Z");

  abstract static class Shared extends HttpGridSourceContract {
    private static final String USER = "somebodys-name";
    static final String TOKEN = "eyJhbGciOiJub25lIn0.t0ken-of-somebody.x";

    private InstantSource clock = InstantSource.fixed(NOW);

    @Override
    protected GridSource source(URI address, HttpLimits limits, InstantSource clock) {
      this.clock = clock;
      return WattTimeGridSource.at(address, Credentials.of(USER, KEY), Optional::of, limits, clock);
    }

    @Override
    protected boolean needsKey() {
      return true;
    }

    @Override
    protected List<String> secrets() {
      byte[] basic = (USER + ":" + KEY).getBytes(StandardCharsets.UTF_8);
      return List.of(KEY, USER, TOKEN, Base64.getEncoder().withoutPadding().encodeToString(basic));
    }

    @Override
    protected Zone zone() {
      return Zone.of("CAISO_NORTH");
    }

    @Override
    protected Instant now() {
      return NOW;
    }

    @Override
    protected boolean zeroMeansClean() {
      return true;
    }

    @Override
    protected double past(GridRow row) {
      return Double.parseDouble(pounds(row.actual())) * GRAMS_PER_KWH;
    }

    @Override
    protected double ahead(GridRow row) {
      return Double.parseDouble(pounds(row.forecast())) * GRAMS_PER_KWH;
    }

    static boolean isLogin(HttpUrl question) {
      return question.encodedPath().equals("/login");
    }

    static String token() {
      return "{\"token\":\"" + TOKEN + "\"}";
    }

    @Override
    protected String answer(HttpUrl question, List<GridRow> rows) {
      return isLogin(question) ? token() : answer(question, rows, "CAISO_NORTH");
    }

    @Override
    protected Optional<String> answerForAnotherZone(HttpUrl question, List<GridRow> rows) {
      boolean probe = question.encodedPath().equals("/");
      return Optional.of(
          probe ? "{}" : isLogin(question) ? token() : answer(question, rows, "PSCO"));
    }

    private String answer(HttpUrl question, List<GridRow> rows, String region) {
      assertThat(question.queryParameter("region")).isNotEmpty();
      assertThat(question.queryParameter("signal_type")).isEqualTo("co2_moer");
      return switch (question.encodedPath()) {
        case "/v3/historical" -> body(region, rows, historical(question, rows));
        case "/v3/forecast" -> body(region, rows, forecast(question, rows));
        default -> throw new AssertionError("no such endpoint: " + question.encodedPath());
      };
    }

    /** Both bounds are included; what runs is not there yet. */
    private Stream<String> historical(HttpUrl question, List<GridRow> rows) {
      Instant start = Instant.parse(question.queryParameter("start"));
      Instant end = Instant.parse(question.queryParameter("end"));
      assertThat(Duration.between(start, end)).isLessThanOrEqualTo(Duration.ofDays(32));
      assertThat(question.queryParameter("include_imputed_marker")).isEqualTo("true");
      return rows.stream()
          .filter(row -> !row.start().isBefore(start) && !row.start().isAfter(end))
          .filter(row -> row.start().isBefore(running(rows)))
          .map(row -> row(row, row.actual(), ",\"imputed_data_used\":false"));
    }

    private Stream<String> forecast(HttpUrl question, List<GridRow> rows) {
      int hours = Integer.parseInt(question.queryParameter("horizon_hours"));
      Instant from = running(rows);
      Instant to = from.plus(Duration.ofHours(hours)).plusNanos(1);
      return rows.stream()
          .filter(row -> !row.start().isBefore(from) && row.start().isBefore(to))
          .map(row -> row(row, row.forecast(), ""));
    }

    /** The newest step that has begun, by the source's clock. */
    private Instant running(List<GridRow> rows) {
      return rows.stream()
          .map(GridRow::start)
          .filter(start -> !start.isAfter(clock.instant()))
          .max(Instant::compareTo)
          .orElse(NOW);
    }

    private static String row(GridRow row, double grams, String more) {
      return "{\"point_time\":\"" + row.start().toString().replace("Z", "+00:00") + "\",\"value\":"
          + pounds(grams) + more + "}";
    }

    private static String pounds(double grams) {
      return GridRow.json(grams / GRAMS_PER_KWH);
    }

    private String body(String region, List<GridRow> rows, Stream<String> data) {
      Duration shortest =
          rows.stream().map(GridRow::length).min(Comparator.naturalOrder()).orElse(step());
      return data.collect(Collectors.joining(
          ",",
          "{\"data\":[",
          "],\"meta\":{\"data_point_period_seconds\":" + shortest.toSeconds() + ",\"region\":\""
              + region + "\",\"warnings\":[],\"signal_type\":\"co2_moer\",\"units\":"
              + "\"lbs_co2_per_mwh\",\"generated_at\":\"" + running(rows) + "\"}}"));
    }
  }

  abstract static class BehindAGoodLogin extends Shared {
    @Override
    protected Optional<MockResponse> admission(HttpUrl question) {
      return isLogin(question) ? Optional.of(FakeProvider.json(token()).build()) : Optional.empty();
    }
  }

  @Nested
  class FiveMinutes extends BehindAGoodLogin {
    @Override
    protected Duration step() {
      return Duration.ofMinutes(5);
    }
  }

  @Nested
  class Hours extends BehindAGoodLogin {
    @Override
    protected Duration step() {
      return Duration.ofHours(1);
    }
  }

  @Nested
  class FaultsAtTheLogin extends Shared {
    @Override
    protected int mostQuestions() {
      return 2;
    }

    /** What a failed login did not give cannot be known to be a token. */
    @Override
    protected List<String> secrets() {
      return super.secrets().stream().filter(secret -> !secret.equals(TOKEN)).toList();
    }

    @Override
    protected Duration step() {
      return Duration.ofMinutes(5);
    }
  }
}
