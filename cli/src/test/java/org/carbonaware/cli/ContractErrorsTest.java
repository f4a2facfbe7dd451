package org.carbonaware.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * The contract's errors: whatever is wrong with the words, the files or the configuration of any
 * command, one or two lines say what, where and what would be right, and the exit code tells
 * scripts. {@code errors.csv} has a line for each; {@code @} is a folder with all kinds of files.
 */
class ContractErrorsTest {
  @TempDir
  static Path folder;

  @BeforeAll
  static void write() throws IOException {
    SampleTrace.write(folder);
    SampleLedger.write(folder.resolve("ledger"));
    Files.createDirectory(folder.resolve("empty"));
    Files.createFile(folder.resolve("nothing.csv"));
    Files.writeString(folder.resolve("bad.csv"), """
        timestamp,DE
        2024-01-01T00:00Z,1
        2024-01-01T01:00Z,much
        2024-01-01T02:00Z,2
        """);
    Files.writeString(folder.resolve("escape.csv"), "\u001b[2J\u0007\u202etime,stamp\n1,2\n");
    Files.writeString(folder.resolve("typo.yaml"), "job:\n  wrok: 6h\n");
    Files.writeString(folder.resolve("broken.yaml"), "job: [\n");
  }

  private static CommandRun run(String arguments, String... more) {
    List<String> words = new ArrayList<>(Arrays.asList(more));
    words.addAll(Arrays.stream(
            (arguments == null ? "" : arguments).replace("@", folder.toString()).split(" +"))
        .filter(word -> !word.isEmpty())
        .toList());
    return CommandRun.of(words.toArray(String[]::new));
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(
      resources = "errors.csv",
      delimiter = '|',
      useHeadersInDisplayName = false,
      numLinesToSkip = 1)
  void aWrongCallIsOneOrTwoLinesAndTheExitCode(String arguments, int exitCode, String message) {
    CommandRun run = run(arguments);
    assertThat(run.exitCode()).as(run.stderr()).isEqualTo(exitCode);
    assertThat(run.stdout()).isEmpty();
    assertThat(run.stderr()).startsWith("carbon-trainer").contains(message);
    assertThat(run.stderr().lines()).hasSizeBetween(1, 2);
    assertThat(run.stderr())
        .doesNotContain("\tat ", "Exception", "java.", ": null")
        .doesNotContainPattern("[\\p{Cc}\\p{Cf}&&[^\n]]");
    if (exitCode == ExitCodes.WRONG_USAGE) {
      assertThat(run.stderr()).hasLineCount(2).endsWith(" --help'.\n");
    }

    CommandRun quiet = run(arguments, "--quiet");
    assertThat(quiet.exitCode()).isEqualTo(exitCode);
    assertThat(quiet.stderr()).isEqualTo(run.stderr());

    CommandRun verbose = run(arguments, "--verbose");
    assertThat(verbose.exitCode()).isEqualTo(exitCode);
    assertThat(verbose.stdout()).isEmpty();
    if (exitCode != ExitCodes.NO_GRID_DATA && exitCode != 76) { // which are nobody's mistakes
      assertThat(verbose.stderr()).startsWith(run.stderr()).contains("\tat ");
    }
  }
}
