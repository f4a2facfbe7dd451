package org.carbonaware.cli.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.carbonaware.grid.electricitymaps.ElectricityMapsGridSource;
import org.carbonaware.grid.energycharts.EnergyChartsGridSource;
import org.carbonaware.grid.uk.NesoGridSource;
import org.carbonaware.grid.watttime.WattTimeGridSource;
import org.carbonaware.text.Printable;

/**
 * Whether providers of live data answer; only if that is wished. Any answer will do: what they know
 * is not asked.
 *
 * @param wished whether the network may be used
 * @param providers their addresses by name
 * @param clock what to compare a provider's clock with
 */
record ProvidersCheck(boolean wished, Map<String, URI> providers, InstantSource clock)
    implements Check {
  private static final String AREA = "providers";
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int LONGEST_REASON = 200;
  private static final Duration TOLERATED = Duration.ofSeconds(30);

  static Map<String, URI> known() {
    Map<String, URI> known = new LinkedHashMap<>();
    known.put("Energy-Charts", EnergyChartsGridSource.ADDRESS);
    known.put("NESO", NesoGridSource.ADDRESS);
    known.put("Electricity Maps", ElectricityMapsGridSource.ADDRESS);
    known.put("WattTime", WattTimeGridSource.ADDRESS);
    return known;
  }

  @Override
  public List<Finding> look() {
    if (!wished) {
      return List.of(Finding.ok(AREA, "not asked; --network asks them"));
    }
    HttpClient client = HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(PATIENCE)
        .build();
    List<Finding> findings = new ArrayList<>();
    List<Duration> skews = new ArrayList<>();
    try {
      for (Map.Entry<String, URI> each : providers.entrySet()) {
        findings.add(ask(client, each.getKey(), each.getValue(), skews));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      findings.add(Finding.warn(AREA, "interrupted", "try again"));
    }
    skews.stream()
        .filter(skew -> skew.abs().compareTo(TOLERATED) > 0)
        .findFirst()
        .ifPresent(skew -> findings.add(Finding.warn(
            "clock",
            Math.abs(skew.toSeconds()) + " s " + (skew.isNegative() ? "ahead of" : "behind")
                + " a provider's",
            "let NTP keep it: sudo timedatectl set-ntp true")));
    return findings;
  }

  private Finding ask(HttpClient client, String name, URI address, List<Duration> skews)
      throws InterruptedException {
    CompletableFuture<HttpResponse<InputStream>> asked = client.sendAsync(
        HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofInputStream());
    try {
      HttpResponse<InputStream> answer = asked.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      answer.body().close(); // unread: a body may be endless
      Instant now = clock.instant();
      date(answer).ifPresent(date -> skews.add(Duration.between(now, date)));
      return answer.statusCode() < 500
          ? Finding.ok(AREA, name + " answers")
          : Finding.warn(
              AREA, name + " answers with status " + answer.statusCode(), "try again later");
    } catch (TimeoutException e) {
      asked.cancel(true);
      return unreachable(name, address, "no answer in " + PATIENCE.toSeconds() + " s");
    } catch (ExecutionException | IOException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return unreachable(name, address, Printable.words(cause.toString(), LONGEST_REASON));
    }
  }

  private static Finding unreachable(String name, URI address, String why) {
    return Finding.warn(
        AREA,
        name + " can't be reached at " + address.getHost() + ": " + why,
        "check network, proxy and firewall; without it kept forecasts and tables are used");
  }

  private static Optional<Instant> date(HttpResponse<?> answer) {
    return answer.headers().firstValue("date").flatMap(text -> {
      try {
        return Optional.of(
            ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
      } catch (DateTimeException e) {
        return Optional.empty();
      }
    });
  }
}
