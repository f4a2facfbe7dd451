package org.carbonaware.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

class MainTest {
  @TempDir
  Path folder;

  @Test
  void theToolAndEveryCommandHelpWithAnExample() {
    List<String> commands = new ArrayList<>(List.of(""));
    commands.addAll(Main.commandLine().getSubcommands().keySet());
    for (String command : commands) {
      CommandRun run =
          command.isEmpty() ? CommandRun.of("--help") : CommandRun.of(command, "--help");
      assertThat(run.exitCode()).isZero();
      assertThat(run.stderr()).isEmpty();
      assertThat(run.stdout())
          .contains("Usage: carbon-trainer " + command)
          .contains("Example:\n  carbon-trainer ")
          .contains("--json", "--quiet", "--verbose");
    }
  }

  @Test
  void theExampleInTheHelpWorks() {
    String help = CommandRun.of("generate-sample-data", "--help").stdout();
    String example = help.substring(help.indexOf("Example:\n") + "Example:\n".length())
        .replace("\\\n", "")
        .replace("de.csv", folder.resolve("de.csv").toString());
    String[] words = example.strip().split(" +");
    CommandRun run = CommandRun.of(List.of(words).subList(1, words.length).toArray(String[]::new));
    assertThat(run.exitCode()).isZero();
    assertThat(folder.resolve("de.csv")).isNotEmptyFile();
  }

  @Test
  void saysItsVersion() {
    CommandRun run = CommandRun.of("--version");
    assertThat(run.exitCode()).isZero();
    assertThat(run.stdout()).matches("(?s)carbon-trainer \\d+\\.\\d+\\.\\d+.*\nJava .*\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "dance", "--loud", "generate-sample-data"})
  void wrongUsageIsTwoLinesAndExitCode2(String line) {
    CommandRun run = line.isEmpty() ? CommandRun.of() : CommandRun.of(line);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.stdout()).isEmpty();
    assertThat(run.stderr().lines()).hasSize(2);
    assertThat(run.stderr()).startsWith("carbon-trainer").contains(" --help'.");
  }

  @Test
  void anUnexpectedFailureIsTwoLinesAndExitCode1() throws Exception {
    StringWriter err = new StringWriter();
    CommandLine command = Main.commandLine().setErr(new PrintWriter(err, true));
    ParseResult parsed = command.parseArgs();
    Exception failure = new IllegalStateException("two\nlines");

    assertThat(command
            .getExecutionExceptionHandler()
            .handleExecutionException(failure, command, parsed))
        .isEqualTo(1);
    assertThat(err.toString().lines())
        .containsExactly(
            "carbon-trainer: failed unexpectedly: java.lang.IllegalStateException: two lines",
            "--verbose shows where; please report it.");
  }

  @Test
  @Timeout(value = 1, unit = TimeUnit.MINUTES)
  void theProcessKeepsDataAndMessagesApartAndEndsWithTheCode() throws Exception {
    Path out = folder.resolve("de.csv");
    List<String> good = List.of(
        "generate-sample-data", "--zone=DE", "--start=2024-01-01", "--days=2", "--out=" + out);
    assertThat(process(good, "--json")).isZero();
    assertThat(text("stdout")).startsWith("{").contains("carbon-aware/sample-data/v1");
    assertThat(text("stderr")).hasLineCount(1).startsWith("wrote 48 synthetic values");
    assertThat(out).isNotEmptyFile();

    assertThat(process(good, "--days=x")).isEqualTo(2);
    assertThat(text("stdout")).isEmpty();
    assertThat(text("stderr")).hasLineCount(2).doesNotContain("\tat ");
  }

  private int process(List<String> arguments, String last) throws Exception {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        System.getProperty("java.class.path"),
        Main.class.getName()));
    command.addAll(arguments);
    command.add(last);
    Process process = new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectOutput(folder.resolve("stdout").toFile())
        .redirectError(folder.resolve("stderr").toFile())
        .start();
    try {
      return process.waitFor();
    } finally {
      process.destroyForcibly();
    }
  }

  private String text(String file) throws Exception {
    return Files.readString(folder.resolve(file), StandardCharsets.UTF_8);
  }
}
