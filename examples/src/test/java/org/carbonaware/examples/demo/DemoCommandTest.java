package org.carbonaware.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
        Arguments.of(List.of("--framework", "torch"), "torch: expected dl4j or djl"),
        Arguments.of(List.of("--resume", "--framework", "torch"), "expected dl4j"),
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
  void refusesADeadlineThatCannotBeMetAndKeepsTheRunBefore() throws IOException {
    Path checkpoint = earlierRun();

    assertThat(run("--epochs", "1000", "--deadline", "1m", "--output", path())).isEqualTo(76);

    assertThat(err.toString()).contains("can't be met", "--deadline").hasLineCount(1);
    assertThat(checkpoint).exists();
    assertThat(new DemoFolder<>(Path.of(path()), new SettingsJson()).settings())
        .isEqualTo(DemoSamples.settings());
  }

  @Test
  void keepsTheRunBeforeIfThePolicyHasNoHistory() throws IOException {
    Path checkpoint = earlierRun();
    Path trace = Files.writeString(
        directory.resolve("trace.csv"),
        "timestamp,DE\n2024-01-01T00:00Z,1\n2024-01-01T01:00Z,2\n2024-01-01T02:00Z,2\n");

    assertThat(run(
            "--policy",
            "threshold",
            "--trace",
            trace.toString(),
            "--start",
            "2024-01-01T00:00Z",
            "--output",
            path()))
        .isEqualTo(1);

    assertThat(err.toString()).contains("two weeks before").hasLineCount(1);
    assertThat(checkpoint).exists();
  }

  private Path earlierRun() throws IOException {
    DemoFolder<DemoSettings> folder = new DemoFolder<>(Path.of(path()), new SettingsJson());
    folder.begin(DemoSamples.settings());
    return Files.createDirectories(folder.checkpoints().resolve("checkpoint-0000000001"));
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of(new NoSuchFileException("/proc/foo"), "/proc/foo", "no such file"),
        Arguments.of(new AccessDeniedException("/root"), "/root", "permission denied"),
        Arguments.of(new IOException("No space left on device"), "can't read or write", "No space"),
        Arguments.of(new FileSystemException("a", null, "Is a directory"), "a: ", "Is a dir"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void saysWhatTheFileSystemRefusedAndWhatWouldBeRight(IOException e, String file, String why) {
    assertThat(DemoCommandLine.message(e))
        .contains(file, why, "can't read or write", "; expected")
        .hasLineCount(1);
  }

  @Test
  void leavesAReadersOwnMessageAsItIs() {
    assertThat(DemoCommandLine.message(new IOException("a.gz: is damaged")))
        .isEqualTo("a.gz: is damaged");
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
    assertThat(out.toString())
        .contains("The report in pictures", Path.of(path(), "report.html").toString());
    assertThat(Path.of(path(), "report.html"))
        .content()
        .startsWith("<!DOCTYPE html>")
        .contains("digits: ", "<bdi>cpu</bdi>", "<bdi>ram</bdi>", "1 s counted as 10 h");
    assertThat(out.toString().lines())
        .allSatisfy(
            line -> assertThat(line.contains(path()) || line.length() <= 79).isTrue());

    assertThat(run("--resume", "--output", path()))
        .as("a complete run is left alone")
        .isZero();
    assertThat(Ledger.files(Path.of(path(), "ledger"))).hasSize(1);

    Files.delete(Path.of(path(), "summary.txt"));
    Files.createDirectory(Path.of(path(), "summary.txt"));
    out.getBuffer().setLength(0);
    assertThat(run("--resume", "--output", path())).isEqualTo(1);
    assertThat(out.toString()).as("the bill is shown all the same").contains("Test accuracy");
    assertThat(err.toString())
        .contains("can't write", "summary.txt", "expected")
        .hasLineCount(1);
  }

  @Test
  void trainsWithTheOtherFrameworkAndSticksToIt() throws IOException {
    int code = run(
        "--framework",
        "djl",
        "--epochs",
        "2",
        "--hours-per-second",
        "10",
        "--output",
        path(),
        "--verify");

    assertThat(err).hasToString("");
    assertThat(code).isZero();
    assertThat(out.toString()).contains("DJL on PyTorch", "bit-identical");
    JsonNode summary =
        new ObjectMapper().readTree(Files.readString(Path.of(path(), "summary.json")));
    assertThat(summary.path("framework").asText()).isEqualTo("DJL");
    assertThat(summary.path("verification").path("bitIdentical").asBoolean()).isTrue();

    assertThat(run("--resume", "--framework", "dl4j", "--output", path())).isEqualTo(2);
    assertThat(err.toString())
        .contains("is trained by djl, not dl4j", "--framework djl")
        .hasLineCount(1);
    assertThat(run("--resume", "--framework", "djl", "--output", path())).isZero();
    assertThat(run("--resume", "--output", path())).isZero();
  }

  private String path() {
    return directory.resolve("demo").toString();
  }
}
