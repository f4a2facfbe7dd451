package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;
import org.carbonaware.forecast.Forecasters;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.electricitymaps.ElectricityMapsGridSource;
import org.carbonaware.grid.energycharts.EnergyChartsGridSource;
import org.carbonaware.grid.http.ApiKey;
import org.carbonaware.grid.http.HttpLimits;
import org.carbonaware.grid.resilient.Cadence;
import org.carbonaware.grid.resilient.ResilientSource;
import org.carbonaware.grid.tck.FakeProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a provider is asked over the wire by a run that forecasts from its history. */
@Timeout(120)
class HistoryRequestsTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int FREE_REQUESTS_PER_HOUR = 45;

  private final TestClock clock = new TestClock();
  private final List<String> warnings = new ArrayList<>();

  @Test
  @Tag("slow")
  void aPlanWithoutForecastsIsAskedForItsThreeMonthsOnceAndThenForWhatIsNew() {
    try (FakeProvider provider = new FakeProvider()) {
      provider.serve(this::electricityMaps);
      URI address = URI.create(provider.address() + "v3");
      GridSource source = ResilientSource.builder(ElectricityMapsGridSource.at(
              address, ApiKey.of("a-key"), Basis.LIFECYCLE, HttpLimits.ofDefaults(), clock))
          .cadence(new Cadence(Duration.ofMinutes(15), HOUR, HOUR))
          .clock(clock)
          .build();
      GridWatch watch = watch(source);
      List<Map<String, Long>> hours = new ArrayList<>();
      for (int hour = 0; hour < 48; hour++) {
        int before = provider.asked().size();
        for (int look = 0; look < 12; look++) {
          watch.refresh();
          assertThat(watch.view().outlook()).isPresent();
          clock.advance(Duration.ofMinutes(5));
        }
        List<RecordedRequest> asked = provider.asked();
        assertThat(asked.size() - before).isLessThan(FREE_REQUESTS_PER_HOUR);
        hours.add(asked.subList(before, asked.size()).stream()
            .collect(Collectors.groupingBy(
                request -> request.getUrl().pathSegments().get(2), Collectors.counting())));
      }
      assertThat(warnings).isEmpty();
      assertThat(hours.get(0)).containsEntry("history", 2L).containsEntry("past-range", 10L);
      assertThat(sum(hours.subList(1, 48), "history")).isBetween(40L, 48L);
      assertThat(sum(hours.subList(1, 48), "past-range")).isBetween(2L, 4L);
      assertThat(sum(hours, "forecast")).isBetween(40L, 48L);
    }
  }

  @Test
  void twoYearsOfACountryComeInEightPieces() {
    try (FakeProvider provider = new FakeProvider()) {
      provider.serve(this::energyCharts);
      GridSource source =
          EnergyChartsGridSource.at(provider.address(), HttpLimits.ofDefaults(), clock);
      KeptHistory history =
          new KeptHistory(source, HourlyGrid.ZONE, Forecasters.best().memory(), basis -> true);
      history.upTo(clock.instant());
      int pieces = 0;
      while (history.extended(clock.instant()).isPresent()) {
        pieces++;
      }
      assertThat(pieces).isEqualTo(8);
      assertThat(provider.questions()).isEqualTo(9);
      IntensitySeries whole = history.upTo(clock.instant()).orElseThrow();
      assertThat(whole.start())
          .isEqualTo(clock.instant().minus(Forecasters.best().memory()));
      assertThat(whole.toArray()).doesNotContain(Double.NaN).hasSize(738 * 24);
      assertThat(provider.questions()).isEqualTo(9);
    }
  }

  private GridWatch watch(GridSource source) {
    return new GridWatch(
        source,
        HourlyGrid.ZONE,
        Forecasters.best(),
        () -> TestClock.START.plus(Duration.ofDays(4)),
        Duration.ofMinutes(5),
        clock,
        () -> {},
        warnings::add);
  }

  private static long sum(List<Map<String, Long>> hours, String endpoint) {
    return hours.stream().mapToLong(hour -> hour.getOrDefault(endpoint, 0L)).sum();
  }

  private static double grams(Instant hour) {
    return 300 + 100 * Math.sin(hour.getEpochSecond() / 3600.0 / 24 * 2 * Math.PI);
  }

  private MockResponse electricityMaps(HttpUrl question) {
    Instant hour = clock.instant().truncatedTo(ChronoUnit.HOURS);
    String body = switch (question.pathSegments().get(2)) {
      case "latest" -> row(hour);
      case "history" -> "{\"history\":[" + rows(hour.minus(HOUR.multipliedBy(23)), hour) + "]}";
      case "past-range" ->
        "{\"data\":["
            + rows(
                Instant.parse(String.valueOf(question.queryParameter("start"))),
                Instant.parse(String.valueOf(question.queryParameter("end"))).minus(HOUR))
            + "]}";
      default -> "";
    };
    return body.isEmpty()
        ? FakeProvider.json("{\"error\":\"Endpoint not available\"}").code(401).build()
        : FakeProvider.json(body).build();
  }

  private static String rows(Instant first, Instant last) {
    return joined(first, last, HistoryRequestsTest::row);
  }

  private static String row(Instant hour) {
    return "{\"datetime\":\"" + hour + "\",\"carbonIntensity\":" + grams(hour) + "}";
  }

  private MockResponse energyCharts(HttpUrl question) {
    Instant first =
        Instant.ofEpochSecond(Long.parseLong(String.valueOf(question.queryParameter("start"))));
    Instant last =
        Instant.ofEpochSecond(Long.parseLong(String.valueOf(question.queryParameter("end"))));
    return FakeProvider.json("{\"unix_seconds\":["
            + joined(first, last, hour -> Long.toString(hour.getEpochSecond()))
            + "],\"co2eq\":["
            + joined(first, last, hour -> Double.toString(grams(hour)))
            + "]}")
        .build();
  }

  private static String joined(Instant first, Instant last, Function<Instant, String> text) {
    return LongStream.rangeClosed(0, Duration.between(first, last).toHours())
        .mapToObj(hour -> text.apply(first.plus(HOUR.multipliedBy(hour))))
        .collect(Collectors.joining(","));
  }
}
