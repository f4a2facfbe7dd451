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
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

class MainTest {
  @TempDir
  Path folder;

  @Test
  void saysItsVersion() {
    CommandRun run = CommandRun.of("--version");
    assertThat(run.exitCode()).isZero();
    assertThat(run.stdout()).matches("(?s)carbon-trainer \\d+\\.\\d+\\.\\d+.*\nJava .*\n");
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
