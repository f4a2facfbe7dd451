package org.carbonaware.benchmarks.published;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PublishedCommandTest {
  private static final Made RIGHT = Made.of("right", Row.equal("a", 1, 1, 0.1, "g"));
  private static final Made WRONG = Made.of("wrong", Row.equal("a", 1, 2, 0.1, "g"));

  @TempDir
  private Path folder;

  private String out = "";
  private String err = "";

  private int run(List<PublishedBenchmark> benchmarks, String... arguments) {
    StringWriter stdout = new StringWriter();
    StringWriter stderr = new StringWriter();
    CommandLine command = PublishedCommand.commandLine(benchmarks, folder.resolve("a/b"));
    command.setOut(new PrintWriter(stdout)).setErr(new PrintWriter(stderr));
    int code = command.execute(arguments);
    command.getErr().flush();
    out = stdout.toString();
    err = stderr.toString();
    return code;
  }

  private String data() {
    return folder.toString();
  }

  @Test
  void everythingInsideIsCodeZero() {
    assertThat(run(List.of(RIGHT), "--data", data())).isZero();
    assertThat(out).contains("| right | 1 | 1 of 1 |").contains("## right");
    assertThat(err).startsWith("right: 1 figures, 0 outside, ");
  }

  @Test
  void aFigureOutsideIsCodeOne() {
    assertThat(run(List.of(RIGHT, WRONG), "--data", data())).isEqualTo(1);
    assertThat(out).contains("Outside: wrong, a:");
  }

  @Test
  void onlyTheNamedOnesRun() {
    assertThat(run(List.of(RIGHT, WRONG), "--data", data(), "--only", "right")).isZero();
    assertThat(out).contains("right").doesNotContain("wrong");
  }

  @Test
  void anUnknownNameIsWrongUsage() {
    assertThat(run(List.of(RIGHT, WRONG), "--only", "rihgt")).isEqualTo(2);
    assertThat(err)
        .isEqualToNormalizingNewlines("published: --only rihgt: no such benchmark; there are right,"
            + " wrong\nSee 'published --help'.\n");
  }

  @Test
  void anUnknownOptionIsWrongUsage() {
    assertThat(run(List.of(RIGHT), "--fast")).isEqualTo(2);
    assertThat(err).startsWith("published: Unknown option: '--fast'").doesNotContain("\tat ");
  }

  @Test
  void aMissingFolderIsWrongUsage() {
    assertThat(run(List.of(RIGHT), "--data", data() + "/none")).isEqualTo(2);
    assertThat(err).contains("none: no such folder; expected one with the data files");
  }

  @Test
  void withoutItsFilesABenchmarkIsSkippedWithTheReason() {
    Made needy = new Made("needy", List.of("a.csv"), List.of());
    assertThat(run(List.of(needy), "--data", data())).isZero();
    assertThat(err).startsWith("needy: skipped, no ").contains("a.csv (the data are not part of");
    assertThat(out).contains("| needy | 0 | skipped | no ");
  }

  @Test
  void withoutAnyDataAllAreSkippedWithTheReason() {
    assertThat(run(List.of(WRONG))).isZero();
    assertThat(out).contains("| wrong | 0 | skipped | no ../shared/data (the data are not part of");
  }

  @Test
  void theDataAreFoundFromBelow() throws IOException {
    Files.createDirectories(folder.resolve("a/b"));
    Files.createDirectories(folder.resolve("shared/data"));
    assertThat(run(List.of(WRONG))).isEqualTo(1);
  }

  @Test
  void withAFolderTheTablesAreWrittenAndTheSummaryIsPrinted() throws IOException {
    Path tables = folder.resolve("new/tables");
    assertThat(run(List.of(RIGHT), "--data", data(), "--out", tables.toString()))
        .isZero();
    assertThat(out).contains("| right | 1 | 1 of 1 |").doesNotContain("## right");
    assertThat(tables.resolve("published.md")).content().contains("## right");
    assertThat(tables.resolve("published.json")).content().contains("published-results/v1");
    run(List.of(RIGHT), "--data", data());
    assertThat(out)
        .isEqualToNormalizingNewlines(Files.readString(tables.resolve("published.md")) + "\n");
  }

  @Test
  void jsonIsTheOnlyThingOnStdout() {
    assertThat(run(List.of(RIGHT), "--data", data(), "--json")).isZero();
    assertThat(out.strip()).startsWith("{").endsWith("}");
  }

  @Test
  void aDamagedFileIsOneLineThatNamesIt() throws IOException {
    Files.writeString(folder.resolve("vec.csv"), "a,b\n1\n");
    PublishedBenchmark damaged = new PublishedBenchmark() {
      @Override
      public String name() {
        return "damaged";
      }

      @Override
      public String source() {
        return "";
      }

      @Override
      public String protocol() {
        return "";
      }

      @Override
      public List<String> files() {
        return List.of("vec.csv");
      }

      @Override
      public List<Row> rows(DataFolder files) {
        files.table("vec.csv");
        return List.of();
      }
    };
    assertThat(run(List.of(damaged), "--data", data())).isEqualTo(1);
    assertThat(err.strip())
        .startsWith("published: ")
        .endsWith("vec.csv:2: 1 fields, expected the 2 of the header")
        .hasLineCount(1);
  }

  @Test
  void helpHasAnExampleAndTheNames() {
    assertThat(run(PublishedCommand.all(), "--help")).isZero();
    assertThat(out.replaceAll("\\s+", " "))
        .contains("Example: java -jar benchmarks/target/benchmarks.jar published --only switching")
        .contains("There are: lwa-nightly, lwa-ml, eurosys-limits");
  }
}
