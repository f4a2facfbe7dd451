package org.carbonaware.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.carbonaware.ledger.Ledger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DemoCommandTest {
  @TempDir
  private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return DemoCommand.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        Arguments.of(List.of("--epochs", "0"), "--epochs 0: expected at least 1"),
        Arguments.of(List.of("--epochs", "many"), "many"),
        Arguments.of(List.of("--deadline", "soon"), "expected such as 36h, 90m, 2d"),
        Arguments.of(List.of("--deadline", "0h"), "expected above 0"),
        Arguments.of(List.of("--start", "yesterday"), "expected such as 2021-06-15T12:00Z"),
        Arguments.of(List.of("--policy", "hope"), "expected plan or threshold or run-now"),
        Arguments.of(List.of("--model", "gpt"), "expected mlp or cnn"),
        Arguments.of(List.of("--basis", "x"), "expected lifecycle or direct or marginal"),
        Arguments.of(List.of("--hours-per-second", "0"), "expected 0.001 to 1000"),
        Arguments.of(List.of("--hours-per-second", "NaN"), "expected 0.001 to 1000"),
        Arguments.of(List.of("--resume", "--epochs", "3"), "leave out --epochs"),
        Arguments.of(List.of("--verfy"), "--verfy"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void saysInOneLineWhatWouldBeRight(List<String> arguments, String expected) {
    assertThat(run(arguments.toArray(String[]::new))).isEqualTo(2);
    assertThat(err.toString()).contains(expected).hasLineCount(1);
    assertThat(out).hasToString("");
  }

  @Test
  void showsHelpWithAnExample() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString())
        .contains("--verify", "Example", "130 (Ctrl-C)", "143 (SIGTERM)")
        .containsPattern("(?m)^  mvn -q -Pdemo compile -Ddemo.args=\".*\"$");
    assertThat(out.toString().lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
  }

  @Test
  void takesTheLastOutputSinceMavenPassesOneAlready() {
    assertThat(run("--output", "/dev/null/none", "--resume", "--output", path()))
        .isEqualTo(1);
    assertThat(err.toString()).contains("there is no run in " + path()).hasLineCount(1);
  }

  @Test
  void saysWhichZonesThereAre() {
    assertThat(run("--zone", "XX", "--output", directory.toString())).isEqualTo(1);
    assertThat(err.toString()).startsWith("demo: ").contains("XX", "DE").hasLineCount(1);
  }

  @Test
  void saysWhichFileIsMissing() {
    assertThat(run("--data", directory.resolve("none").toString(), "--output", path()))
        .isEqualTo(1);
    assertThat(err.toString()).contains("train-images-idx3-ubyte").hasLineCount(1);
  }

  @Test
  void refusesADeadlineThatCannotBeMet() {
    assertThat(run("--epochs", "1000", "--deadline", "1m", "--output", path())).isEqualTo(76);
    assertThat(err.toString()).contains("can't be met").hasLineCount(1);
  }

  /** The whole demo, at ten hours a second; whether it pauses depends on the machine here. */
  @Test
  void leavesTheBillOfATrainingThatCountsAsUninterrupted() throws IOException {
    int code = run("--epochs", "4", "--hours-per-second", "10", "--output", path(), "--verify");

    assertThat(err).hasToString("");
    assertThat(code).isZero();
    JsonNode summary =
        new ObjectMapper().readTree(Files.readString(Path.of(path(), "summary.json")));
    assertThat(summary.path("complete").asBoolean()).isTrue();
    assertThat(summary.path("epochs").asInt()).isEqualTo(4);
    assertThat(summary.path("verification").path("bitIdentical").asBoolean()).isTrue();
    assertThat(summary.path("energyJoules").asDouble()).isPositive();
    assertThat(Path.of(path(), "summary.txt")).content().contains("bit-identical");
    assertThat(Ledger.files(Path.of(path(), "ledger"))).hasSize(1);
    assertThat(out.toString().lines())
        .allSatisfy(
            line -> assertThat(line.contains(path()) || line.length() <= 79).isTrue());

    assertThat(run("--resume", "--output", path()))
        .as("a complete run is left alone")
        .isZero();
    assertThat(Ledger.files(Path.of(path(), "ledger"))).hasSize(1);
  }

  private String path() {
    return directory.resolve("demo").toString();
  }
}
