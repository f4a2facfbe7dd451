package org.carbonaware.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.carbonaware.grid.Provenance.Kind;
import org.junit.jupiter.api.Test;

/**
 * What carrying the latest error on does to published forecasts (CarbonCast, first tier, issued
 * daily at 00:00 UTC): looked at in each hour of the issue's first day, 24 hours ahead. The
 * half-life had been chosen on other forecasts, and July to September 2021 agreed with it; here it
 * is judged on October to December.
 */
class PublishedForecastSeamTest {
  private static final Path FILE = Path.of(
      "..", "..", "shared", "data", "carboncast_tier1_96h_forecasts_2021H2_lifecycle.csv.gz");
  private static final int LEADS = 96;
  private static final int AHEAD = 24;

  private static final class Issue {
    final Instant at;
    final double[] forecast = new double[LEADS];
    final double[] actual = new double[LEADS];

    Issue(Instant at) {
      this.at = at;
    }
  }

  private static final class Misses {
    double plain;
    double corrected;
    int count;

    void add(double actual, double said, double expected) {
      plain += Math.abs(said - actual) / actual * 100;
      corrected += Math.abs(expected - actual) / actual * 100;
      count++;
    }
  }

  private static Map<String, Map<Instant, Issue>> read() throws IOException {
    Map<String, Map<Instant, Issue>> regions = new LinkedHashMap<>();
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(
        new GZIPInputStream(Files.newInputStream(FILE)), StandardCharsets.UTF_8))) {
      lines.readLine();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] fields = line.split(",", -1);
        Instant at = Instant.parse(fields[1].replace("Z", ":00Z"));
        Issue issue = regions
            .computeIfAbsent(fields[0], name -> new TreeMap<>())
            .computeIfAbsent(at, Issue::new);
        int lead = Integer.parseInt(fields[2]);
        issue.actual[lead] = Double.parseDouble(fields[3]);
        issue.forecast[lead] = Double.parseDouble(fields[4]);
      }
    }
    return regions;
  }

  private static void add(Issue issue, Misses misses) {
    IntensitySeries said = IntensitySeries.of(
        Zone.of("DE"),
        Basis.LIFECYCLE,
        new Provenance("CarbonCast", Kind.FORECAST),
        issue.at,
        Duration.ofHours(1),
        issue.forecast);
    for (int hour = 1; hour < 24; hour++) {
      Intensity latest = new Intensity(
          issue.actual[hour - 1],
          Basis.LIFECYCLE,
          said.startOf(hour - 1),
          new Provenance("CarbonCast", Kind.MEASURED));
      IntensitySeries outlook = GridView.of(
              said.startOf(hour), Optional.of(latest), Optional.of(said))
          .outlook()
          .orElseThrow();
      for (int ahead = 0; ahead < AHEAD; ahead++) {
        misses.add(
            issue.actual[hour + ahead], issue.forecast[hour + ahead], outlook.gramsPerKwh(ahead));
      }
    }
  }

  @Test
  void theOutlookIsNearerToWhatComesThanThePublishedForecastOnEveryGrid() throws IOException {
    assumeTrue(Files.exists(FILE), () -> FILE + " is not here");
    double plain = 0;
    double corrected = 0;
    Map<String, Map<Instant, Issue>> regions = read();
    assertThat(regions).hasSize(13);
    for (Map.Entry<String, Map<Instant, Issue>> region : regions.entrySet()) {
      List<Issue> issues = List.copyOf(region.getValue().values());
      assertThat(issues).hasSize(181);
      Misses misses = new Misses();
      issues.subList(issues.size() / 2, issues.size()).forEach(issue -> add(issue, misses));
      assertThat(misses.corrected).as(region.getKey()).isLessThan(misses.plain);
      plain += misses.plain / misses.count / regions.size();
      corrected += misses.corrected / misses.count / regions.size();
    }
    assertThat(plain).isCloseTo(8.10, offset(0.01));
    assertThat(corrected).isCloseTo(7.12, offset(0.01));
  }
}
