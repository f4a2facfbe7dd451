package org.carbonaware.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/**
 * Every example of every help, as it is printed, in a shell: in a folder with what the tool's own
 * examples make, grids of several zones, a recorded run and a configuration.
 */
@Timeout(180)
class HelpExamplesTest {
  /** What these need is not here: the network, a database server, a training. */
  private static final Set<String> ELSEWHERE = Set.of(
      "monitor --zone DE,FR --threshold 250",
      "compare-regions --cloud aws --work 12h --slack 12h",
      "doctor --network --ledger /data/carbon-ledger --json",
      "import carbon-ledger --user team --password-file ~/.carbon-password"
          + " --to jdbc:postgresql://db.example.org/carbon",
      "exec --zone DE --work 6h --slack 12h -- python3 train.py",
      "exec --zone DE --work 6h --slack 12h --checkpoint-signal USR1 -- ./train --epochs 20");

  @TempDir
  Path folder;

  /** The words of each command with its own, down the tree. */
  static List<String> commands() {
    List<String> names = new ArrayList<>(List.of(""));
    collect("", Main.commandLine(), names);
    return names;
  }

  private static void collect(String before, CommandLine command, List<String> names) {
    command.getSubcommands().forEach((name, sub) -> {
      String words = (before + " " + name).strip();
      names.add(words);
      collect(words, sub, names);
    });
  }

  private static CommandRun help(String command) {
    return CommandRun.of(Stream.of(command + " --help")
        .flatMap(text -> Arrays.stream(text.strip().split(" ")))
        .toArray(String[]::new));
  }

  /** Without the tool's name, of one line each. */
  private static List<String> examples(String command) {
    String help = help(command).stdout();
    String text = help.substring(help.indexOf("Example:\n"));
    return text.replaceAll("\\\\\n +", "")
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith("carbon-trainer "))
        .map(line -> line.substring("carbon-trainer ".length()))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyHelpHasAnExampleAndFitsATerminalOf80Columns(String command) {
    CommandRun help = help(command);
    assertThat(help.exitCode()).isZero();
    assertThat(help.stderr()).isEmpty();
    assertThat(help.stdout())
        .startsWith(("Usage: carbon-trainer " + command).strip())
        .contains("Example:\n  carbon-trainer ", "--json", "--quiet", "--verbose", "--config=FILE")
        .doesNotContain("{}");
    assertThat(help.stdout().lines())
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    assertThat(examples(command)).isNotEmpty();
  }

  @Test
  void whatIsNotRunHereIsStillShownAndUnderstood() {
    List<String> all =
        commands().stream().flatMap(command -> examples(command).stream()).toList();
    assertThat(all).containsAll(ELSEWHERE);
    for (String example : ELSEWHERE) {
      assertThat(Main.commandLine().parseArgs(example.split(" ")).hasSubcommand())
          .isTrue();
    }
  }

  static Map<String, List<String>> shown() {
    Map<String, List<String>> shown = new LinkedHashMap<>();
    for (String command : commands()) {
      List<String> here = examples(command).stream()
          .filter(example -> !ELSEWHERE.contains(example))
          .toList();
      if (!here.isEmpty()) {
        shown.put(command, here);
      }
    }
    return shown;
  }

  static List<String> runnable() {
    return List.copyOf(shown().keySet());
  }

  @ParameterizedTest
  @MethodSource("runnable")
  void theExamplesRunAsPrinted(String command) throws Exception {
    ShellProgram.needed("sh");
    prepare();
    for (String example : shown().getOrDefault(command, List.of())) {
      ShellProgram run = ShellProgram.run(
          folder, "sh", "-c", "PATH=\"$PWD/bin:$PATH\"; carbon-trainer " + example);
      assertThat(run.stderr()).as(example).doesNotContain("\tat ", "rror");
      assertThat(run.stdout() + run.stderr() + redirected(example)).as(example).isNotEmpty();
    }
  }

  private String redirected(String example) throws Exception {
    int to = example.indexOf(" > ");
    return to < 0
        ? ""
        : Files.readString(folder.resolve(example.substring(to + 3).strip()));
  }

  private void prepare() throws Exception {
    ShellProgram.installTool(folder);
    SampleTrace.write(folder);
    SampleLedger.write(folder.resolve("carbon-ledger"));
    Files.writeString(folder.resolve("carbon-aware.yaml"), "zone: DE\n");
    String sample = examples("simulate").get(0);
    assertThat(sample).startsWith("generate-sample-data ").endsWith("--out de.csv");
    CommandRun made = CommandRun.of(
        sample.replace("de.csv", folder.resolve("de.csv").toString()).split(" "));
    assertThat(made.exitCode()).isZero();
  }
}
