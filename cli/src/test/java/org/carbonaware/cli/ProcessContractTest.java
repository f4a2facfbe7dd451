package org.carbonaware.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a script sees of the tool as a process: its streams, where they go, and how it ends. */
@Timeout(180)
class ProcessContractTest {
  private static final String MUCH =
      "forecast --trace=grids.csv --model=weekly --hours=8784 --json";

  @TempDir
  Path folder;

  @BeforeEach
  void install() throws Exception {
    ShellProgram.needed("sh");
    ShellProgram.installTool(folder);
    SampleTrace.write(folder);
  }

  private ShellProgram shell(String script) throws Exception {
    return ShellProgram.run(folder, "sh", "-c", "PATH=\"$PWD/bin:$PATH\"; " + script);
  }

  /** What the tool said on stderr; what loggers say of the tests' class path is not its own. */
  private static String said(String stderr) {
    return stderr.replaceAll("(?m)^SLF4J.*\n", "");
  }

  @Test
  void aReaderThatGoesBeforeTheEndIsNoFailure() throws Exception {
    ShellProgram run = shell("(carbon-trainer " + MUCH + "; echo \"ended with $?\" >&2) | head -1");
    assertThat(run.stdout()).isEqualTo("{\n");
    assertThat(said(run.stderr())).isEqualTo("ended with 0\n");
  }

  @Test
  void aFullDiskIsAFailureOfOneLine() throws Exception {
    assumeTrue(Files.exists(Path.of("/dev/full")), "no /dev/full here");
    for (String command : new String[] {MUCH, "config show", "--help"}) {
      ShellProgram run =
          shell("carbon-trainer " + command + " > /dev/full; echo \"ended with $?\" >&2");
      assertThat(said(run.stderr()))
          .as(command)
          .isEqualTo(
              "carbon-trainer: stdout can't be written: No space left on device\nended with 1\n");
    }
  }

  @Test
  void dataAndMessagesAreKeptApart() throws Exception {
    ShellProgram run = shell(
        "carbon-trainer generate-sample-data --zone=DE --start=2024-01-01 --days=2 --out=de.csv"
            + " --json");
    assertThat(run.stdout()).startsWith("{").contains("carbon-aware/sample-data/v1");
    assertThat(said(run.stderr())).hasLineCount(1).startsWith("wrote 48 synthetic values");
    ShellProgram quiet = shell(
        "carbon-trainer generate-sample-data --zone=DE --start=2024-01-01 --days=2 --out=de.csv"
            + " --quiet");
    assertThat(quiet.stdout() + said(quiet.stderr())).isEmpty();
  }

  @Test
  void aDocumentIsUtf8WhateverTheLocale() throws Exception {
    SampleLedger.write(folder.resolve("ledger"));
    String report = "carbon-trainer report ledger --format=html";
    assertThat(shell("LC_ALL=C " + report).stdout())
        .isEqualTo(shell("LC_ALL=C.UTF-8 " + report).stdout())
        .containsPattern("[^\\x00-\\x7f]");
  }

  @Test
  void anInterruptEndsItWith130AndWithoutATrace() throws Exception {
    Process process = new ProcessBuilder(
            folder.resolve("bin/carbon-trainer").toString(),
            "simulate",
            "--trace=grids.csv",
            "--work=24h",
            "--slack=72h",
            "--policy=plan",
            "--forecast=ridge")
        .directory(folder.toFile())
        .redirectOutput(folder.resolve("out").toFile())
        .redirectError(folder.resolve("err").toFile())
        .start();
    try {
      assertThat(process.waitFor(1, TimeUnit.SECONDS)).as("still runs").isFalse();
      shell("kill -INT " + process.pid());
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(process.exitValue()).isEqualTo(130);
      assertThat(folder.resolve("out")).isEmptyFile();
      assertThat(said(Files.readString(folder.resolve("err")))).isEmpty();
    } finally {
      process.destroyForcibly();
    }
  }
}
