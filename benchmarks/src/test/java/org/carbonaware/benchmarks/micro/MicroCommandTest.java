package org.carbonaware.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(120)
class MicroCommandTest {
  private static final Measure OPEN =
      Measure.of("gate-open-1", "open gate", GateBenchmark.class, "openGate");
  private static final Measure READ =
      Measure.of("gate-volatile-read-1", "volatile read", GateBenchmark.class, "volatileRead");
  private static final Comparison GATE =
      Comparison.times("gate-1", "open gate / volatile read", OPEN.name(), READ.name());

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir
  Path folder;

  private int run(Suite suite, String... arguments) {
    CommandLine command = MicroCommand.commandLine(suite);
    command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }

  private JsonNode json() throws Exception {
    return new ObjectMapper().readTree(Files.readString(folder.resolve("a/b.json")));
  }

  private String file() {
    return folder.resolve("a/b.json").toString();
  }

  @Test
  void whatIsMeasuredAndWhatIsSkippedStandsInTheJson() throws Exception {
    Measure never = Measure.of("never", "never", GateBenchmark.class, "emptyMethod");
    Suite suite = Suite.of(
        List.of(OPEN, READ, never), List.of(GATE), Map.of("never", () -> Optional.of("no moon")));
    assertThat(run(suite, "--smoke", "--out", file())).isZero();
    assertThat(out.toString())
        .contains("RUNS gate-open-1", "SKIPPED never: no moon", "| open gate | ")
        .contains("| open gate / volatile read | ");
    assertThat(json().at("/skipped/0/reason").asText()).isEqualTo("no moon");
    assertThat(json().at("/capabilities")).isNotEmpty();
    assertThat(json().at("/environment/java").asText()).isNotBlank();
    assertThat(json().at("/environment/busyBefore").asDouble()).isBetween(-1.0, 1.0);
    assertThat(json().at("/environment/busyAfter").isNumber()).isTrue();
    assertThat(json().at("/results")).hasSize(2);
    assertThat(json().at("/results/0/nanosByRound")).hasSize(1);
    assertThat(json().at("/results/0/allocatedBytes").isNumber()).isTrue();
    assertThat(json().at("/comparisons/0/ratio/median").asDouble()).isPositive();
  }

  @Test
  void oneThatFailsInItsSetUpFailsTheCallAndIsNamed() throws Exception {
    Measure broken = Measure.of("broken", "broken", MeterBenchmark.class, "sample")
        .with(Map.of("meter", "none"));
    Suite suite = Suite.of(List.of(broken, OPEN), List.of(), Map.of());
    assertThat(run(suite, "--smoke", "--out", file())).isEqualTo(1);
    assertThat(err.toString()).contains("broken FAILED");
    assertThat(json().at("/failed/0/name").asText()).isEqualTo("broken");
    assertThat(json().at("/results/0/name").asText()).isEqualTo("gate-open-1");
  }

  @Test
  void aBoundThatDoesNotHoldFailsTheGuard() {
    Measure slow = Measure.of("gate-open-1", "slow", LedgerBenchmark.class, "appendForced");
    Suite suite = Suite.of(List.of(slow, READ), List.of(GATE.guard(4)), Map.of());
    assertThat(run(suite, "--smoke")).isZero();
    assertThat(run(suite, "--smoke", "--guard")).isEqualTo(1);
    assertThat(out.toString())
        .contains("OUTSIDE: open gate / volatile read is ", "expected at most 4.00")
        .contains("OUTSIDE: slow allocates ");
  }

  @Test
  void wrongUsageIsSaid() {
    Suite suite = Suite.of(List.of(OPEN), List.of(), Map.of());
    assertThat(run(suite, "--only", "nothing")).isEqualTo(2);
    assertThat(run(suite, "--only", "(")).isEqualTo(2);
    assertThat(run(suite, "--rounds", "0")).isEqualTo(2);
    assertThat(err.toString())
        .contains("--only nothing: no benchmark has such a name")
        .contains("--only (: no regular expression")
        .contains("--rounds 0: expected 1 or more");
  }

  @Test
  void everyComparisonIsOfWhatIsMeasured() {
    Suite suite = Suite.ofAll();
    List<String> names = suite.measures().stream().map(Measure::name).toList();
    assertThat(names).doesNotHaveDuplicates().containsAll(Guard.MEASURES);
    assertThat(suite.comparisons()).allSatisfy(comparison -> {
      assertThat(names).contains(comparison.of(), comparison.by());
    });
  }

  @Test
  void aSpreadHoldsTheMedianWhateverTheDistribution() {
    assertThat(Spread.of(3)).isEqualTo(new Spread(3, 3, 3));
    assertThat(Spread.of(5, 1, 9, 2, 8, 3, 7)).isEqualTo(new Spread(5, 1, 9));
    assertThat(Spread.of(1, 2, 3, 4, 5, 6, 7, 8, 9)).isEqualTo(new Spread(5, 2, 8));
  }

  @Test
  void timesHaveAUnitThatSuitsThem() {
    assertThat(MicroTable.time(0.5)).isEqualTo("0.50 ns");
    assertThat(MicroTable.time(12_345)).isEqualTo("12.3 µs");
    assertThat(MicroTable.time(2.5e9)).isEqualTo("2.50 s");
  }
}
