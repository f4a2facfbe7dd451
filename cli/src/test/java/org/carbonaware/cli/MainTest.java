package org.carbonaware.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

class MainTest {
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
}
