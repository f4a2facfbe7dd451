package org.carbonaware.examples.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.trace.Gaps;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ForecastCommandTest {
  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

  @TempDir
  private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return ForecastCommand.execute(
        new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }

  private String path() {
    return directory.resolve("forecast").toString();
  }

  /** A trace of two zones; values differ from hour to hour, and {@code XY}'s with the seed. */
  private String trace(int hours, long seed, IntPredicate there) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    String rows = IntStream.range(0, hours)
        .filter(there)
        .mapToObj(hour -> START.plus(Duration.ofHours(hour)) + ",100," + random.nextInt(100, 500))
        .collect(Collectors.joining("\n"));
    return Files.writeString(directory.resolve("trace.csv"), "timestamp,XX,XY\n" + rows + "\n")
        .toString();
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        Arguments.of(List.of("--epochs", "0"), "--epochs 0: expected 1 to 10000"),
        Arguments.of(List.of("--epochs", "many"), "many"),
        Arguments.of(List.of("--framework", "tensorflow"), "expected dl4j or djl"),
        Arguments.of(List.of("--gaps", "x"), "expected fail or fill"),
        Arguments.of(List.of("--basis", "x"), "expected lifecycle or direct or marginal"),
        Arguments.of(List.of("--resume", "--zone", "DE"), "leave out --zone"),
        Arguments.of(List.of("--sed", "1"), "--sed"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void saysInOneLineWhatWouldBeRight(List<String> arguments, String expected) {
    assertThat(run(arguments.toArray(String[]::new))).isEqualTo(2);
    assertThat(err.toString()).startsWith("forecast: ").contains(expected).hasLineCount(1);
    assertThat(out).hasToString("");
  }

  @Test
  void showsHelpWithAnExample() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString())
        .contains("--framework", "--trace", "--verify", "130 (Ctrl-C)")
        .contains("mvn -q -Pdemo -Dexample=forecast compile")
        .contains("--zone DE --verify");
    assertThat(out.toString().lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80))
        .as("a description that was wrapped")
        .doesNotContain("the");
  }

  @Test
  void saysWhichZonesThereAre() throws IOException {
    assertThat(run("--zone", "XX", "--output", path())).isEqualTo(1);
    assertThat(err.toString()).startsWith("forecast: ").contains("XX", "DE").hasLineCount(1);
    err.getBuffer().setLength(0);

    assertThat(run("--trace", trace(1200, 1, hour -> true), "--output", path())).isEqualTo(1);
    assertThat(err.toString()).contains("no zone \"DE\"; it has XX, XY").hasLineCount(1);
  }

  @Test
  void saysHowLongATraceMustBe() throws IOException {
    assertThat(run("--trace", trace(900, 1, hour -> true), "--zone", "XY", "--output", path()))
        .isEqualTo(1);
    assertThat(err.toString())
        .contains("XY has 900 hours", "expected at least 45 days")
        .hasLineCount(1);
    assertThat(Path.of(path())).doesNotExist();
  }

  @Test
  void saysWhereATraceHasAGap() throws IOException {
    String trace = trace(1200, 1, hour -> hour < 100 || hour > 120);

    assertThat(run("--trace", trace, "--zone", "XY", "--output", path())).isEqualTo(1);
    assertThat(err.toString())
        .contains("trace.csv:102: gap of 21 step(s)", "2024-01-05T04:00:00Z", "--gaps fill")
        .hasLineCount(1);
  }

  @Test
  void fillsGapsIfToldTo() throws IOException {
    Path trace = Path.of(trace(1200, 1, hour -> hour < 100 || hour > 120));

    KnownGrid known = KnownGrid.of(Optional.of(trace), "XY", Basis.LIFECYCLE, Gaps.FILL, 42);

    assertThat(known.grid().notes()).anyMatch(note -> note.contains("21"));
    assertThat(known.split().hours().gramsPerKwh(110))
        .as("as the day before")
        .isEqualTo(known.split().hours().gramsPerKwh(86));
  }

  @Test
  void saysWhichFileIsMissing() {
    assertThat(run("--trace", directory.resolve("none.csv").toString(), "--output", path()))
        .isEqualTo(1);
    assertThat(err.toString())
        .contains("none.csv", "no such file", "expected a CSV file")
        .hasLineCount(1);
  }

  @Test
  void leavesSomebodyElsesFilesAlone() throws IOException {
    Path notes =
        Files.writeString(Files.createDirectories(Path.of(path())).resolve("summary.txt"), "mine");

    assertThat(run("--output", path())).isEqualTo(1);
    assertThat(err.toString()).contains("did not write").hasLineCount(1);
    assertThat(notes).hasContent("mine");
  }

  @Test
  void saysThatThereIsNothingToGoOnWith() {
    assertThat(run("--resume", "--output", path())).isEqualTo(1);
    assertThat(err.toString()).contains("there is no run in " + path()).hasLineCount(1);
  }

  /** The whole example; whether it pauses depends on the machine here. */
  @Test
  void leavesTheBillAndTheJudgementOfATrainingThatCountsAsUninterrupted() throws IOException {
    String trace = trace(1200, 1, hour -> true);

    int code =
        run("--trace", trace, "--zone", "XY", "--epochs", "2", "--output", path(), "--verify");

    assertThat(err).hasToString("");
    assertThat(code).isZero();
    JsonNode summary =
        new ObjectMapper().readTree(Files.readString(Path.of(path(), "summary.json")));
    assertThat(summary.path("schema").asText()).isEqualTo(ForecastSummary.SCHEMA);
    assertThat(summary.path("complete").asBoolean()).isTrue();
    assertThat(summary.path("energyJoules").asDouble()).isPositive();
    assertThat(summary.path("learnedHours").asInt()).isEqualTo(948);
    assertThat(summary.path("heldOutHours").asInt()).isEqualTo(252);
    assertThat(summary.path("forecasts").asInt()).isEqualTo(252 - 23);
    JsonNode errors = summary.path("meanAbsolutePercentageErrors");
    assertThat(errors.path("persistence").path("1-24 h").asDouble()).isBetween(1.0, 200.0);
    assertThat(summary.path("verification").path("bitIdentical").asBoolean()).isTrue();
    assertThat(Path.of(path(), "summary.txt"))
        .content()
        .contains("MAPE", "same hour yesterday", "the network", "bit-identical")
        .doesNotContain("made-up");
    assertThat(out.toString().lines().filter(line -> !line.contains(directory.toString())))
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(79));

    goesOnWithNothingElse();
  }

  private void goesOnWithNothingElse() throws IOException {
    assertThat(run("--resume", "--output", path()))
        .as("a complete run is left alone")
        .isZero();

    assertThat(run("--resume", "--framework", "djl", "--output", path())).isEqualTo(2);
    assertThat(err.toString())
        .contains("trained by dl4j, not djl: go on with --framework dl4j")
        .hasLineCount(1);
    err.getBuffer().setLength(0);

    String other = trace(1200, 2, hour -> true);
    assertThat(run("--resume", "--output", path())).isEqualTo(1);
    assertThat(err.toString())
        .contains(Path.of(other).getFileName().toString(), "no longer holds the hours")
        .hasLineCount(1);
  }

  @Test
  void letsTheGridsClockRunFasterOnAFastComputer() {
    assertThat(ForecastRun.hoursPerSecond(14)).isEqualTo(1);
    assertThat(ForecastRun.hoursPerSecond(7)).isEqualTo(1);
    assertThat(ForecastRun.hoursPerSecond(5)).isEqualTo(1.4);
    assertThat(ForecastRun.hoursPerSecond(0.5)).isEqualTo(2);
  }
}
