package org.carbonaware.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateCompletionTest {
  @TempDir
  Path folder;

  @BeforeEach
  void writesTheScript() throws Exception {
    ShellProgram.needed("bash");
    CommandRun run = CommandRun.of("generate-completion");
    assertThat(run.exitCode()).isZero();
    assertThat(run.stderr()).isEmpty();
    Files.writeString(folder.resolve("script"), run.stdout(), StandardCharsets.UTF_8);
  }

  @Test
  void completesCommands() throws Exception {
    assertThat(completed("carbon-trainer", "simu")).containsExactly("simulate");
    assertThat(completed("carbon-trainer", "forecast", "eva")).containsExactly("evaluate");
  }

  @Test
  void completesOptionsAndTheirValues() throws Exception {
    assertThat(completed("carbon-trainer", "simulate", "--po"))
        .containsExactlyInAnyOrder("--policy", "--power-watts");
    assertThat(completed("carbon-trainer", "report", "--format", "ht")).containsExactly("html");
    assertThat(completed("carbon-trainer", "report", "--qu")).containsExactly("--quiet");
  }

  @Test
  void registersItselfForTheCommand() throws Exception {
    assertThat(bash("complete -p carbon-trainer")).contains("-F _complete_carbon-trainer");
  }

  private String[] completed(String... words) throws Exception {
    // compopt only works while a person presses the key.
    return bash("compopt() { :; }; COMP_WORDS=(" + String.join(" ", words) + "); COMP_CWORD="
            + (words.length - 1) + "; COMP_LINE='" + String.join(" ", words)
            + "'; _complete_carbon-trainer; printf '%s\\n' \"${COMPREPLY[@]}\"")
        .strip()
        .split("\\s+");
  }

  private String bash(String line) throws Exception {
    return ShellProgram.run(folder, "bash", "--norc", "-c", "source ./script && " + line)
        .stdout();
  }
}
