package org.carbonaware.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.trace.Gaps;
import org.carbonaware.grid.trace.TraceFile;
import org.carbonaware.plan.Costs;
import org.carbonaware.simulate.SimulationResult;
import org.carbonaware.simulate.SimulationSettings;
import org.carbonaware.simulate.StrategyResult;
import org.carbonaware.simulate.Tail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulationReportTest {
  @TempDir
  Path folder;

  private SimulationReport report(long misses, double savingPercent) throws IOException {
    Path trace = Files.writeString(
        folder.resolve("trace.csv"),
        "timestamp,DE\n2024-01-01T00:00Z,50\n2024-01-01T01:00Z,50\n2024-01-01T02:00Z,50\n");
    StrategyResult mean = new StrategyResult(
        Optional.empty(),
        "plan",
        "best",
        3,
        50,
        50.004,
        40,
        savingPercent,
        savingPercent,
        20,
        OptionalDouble.of(savingPercent * 5),
        OptionalDouble.of(savingPercent * 5),
        misses,
        0.5,
        1.25);
    StrategyResult zone = new StrategyResult(
        Optional.of(Zone.of("DE")),
        mean.strategy(),
        mean.forecast(),
        mean.runs(),
        mean.baselineGrams(),
        mean.grams(),
        mean.optimalGrams(),
        mean.savingPercent(),
        mean.meanSavingPercent(),
        mean.optimalSavingPercent(),
        mean.keptPercent(),
        mean.keptPercentOfSum(),
        mean.deadlineMisses(),
        mean.meanSwitches(),
        mean.meanDelayHours());
    SimulationSettings settings = new SimulationSettings(
        Duration.ofMinutes(90),
        Duration.ofMinutes(10),
        new Costs(200, 0, Duration.ZERO, Duration.ZERO, 0, 0),
        Duration.ofHours(1),
        Tail.SKIP);
    return new SimulationReport(
        settings,
        TraceFile.read(trace, List.of(), Basis.LIFECYCLE, Gaps.FAIL),
        new SimulationResult(List.of(zone), List.of(mean)),
        1.23);
  }

  @Test
  void tellsHowManyJobsWereLate() throws IOException {
    SimulationReport late = report(1, 4);
    assertThat(late.lines(80))
        .containsExactly(
            "zone  policy  run-now  emitted  saved  kept  switches  delay  late",
            "                    g        g      %     %                h  jobs",
            "DE    plan      50.00    50.00   4.00  20.0      0.50   1.25     1",
            "gCO2e per job of 1.5 h within 1.67 h at 200 W, lifecycle; 3 jobs",
            "saved: against run-now; kept: of what perfect knowledge saves; took 1.2 s",
            "forecast best: plan");
    JsonNode document = late.document();
    assertThat(document.get("results").get(0).get("deadlineMisses").asInt()).isEqualTo(1);
    assertThat(document.get("mean").get(0).get("deadlineMisses").asInt()).isEqualTo(1);
  }

  @Test
  void showsNoNegativeNothing() throws IOException {
    assertThat(report(0, -0.004).lines(80))
        .contains("DE    plan      50.00    50.00   0.00   0.0      0.50   1.25")
        .contains("gCO2e per job of 1.5 h within 1.67 h at 200 W, lifecycle; 3 jobs, none late");
    assertThat(report(0, -0.04).lines(80))
        .contains("DE    plan      50.00    50.00  -0.04  -0.2      0.50   1.25");
  }

  @Test
  void aNarrowTerminalGetsWhatMattersMostAndWholeWords() throws IOException {
    assertThat(report(0, 4).lines(40))
        .startsWith(
            "zone  policy  emitted  saved  kept",
            "                    g      %     %",
            "DE    plan      50.00   4.00  20.0")
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(40));
    assertThat(report(0, 4).lines(20)).first().isEqualTo("zone  policy  saved");
  }
}
