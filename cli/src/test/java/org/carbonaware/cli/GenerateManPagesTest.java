package org.carbonaware.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class GenerateManPagesTest {
  @TempDir
  Path folder;

  private List<Path> pages() throws Exception {
    CommandRun run =
        CommandRun.of("generate-man-pages", "--out", folder.resolve("man").toString());
    assertThat(run.exitCode()).isZero();
    assertThat(run.stdout()).isEmpty();
    assertThat(run.stderr()).startsWith("wrote ").contains(" pages to ");
    try (Stream<Path> files = Files.list(folder.resolve("man"))) {
      return files.sorted().toList();
    }
  }

  @Test
  void everyCommandHasItsPage() throws Exception {
    List<String> names =
        pages().stream().map(page -> page.getFileName().toString()).toList();
    assertThat(names).contains("carbon-trainer.1", "carbon-trainer-forecast-evaluate.1");
    for (CommandLine command : Main.commandLine().getSubcommands().values()) {
      assertThat(names).contains("carbon-trainer-" + command.getCommandName() + ".1");
    }
  }

  @Test
  void aPageSaysWhatTheHelpSays() throws Exception {
    pages();
    assertThat(folder.resolve("man/carbon-trainer-simulate.1"))
        .content()
        .contains(".SH \"NAME\"\ncarbon\\-trainer\\-simulate \\- Runs a job")
        .contains(".TP\n\\fB\\-\\-tail\\fR=\\fIskip|truncate\\fR\n", " Default: skip.\n")
        .contains(".SH \"EXAMPLE\"\n.RS 4\n.nf\ncarbon\\-trainer generate")
        .contains("\\fBcarbon\\-trainer\\fR(1)")
        .contains("\"carbon-trainer " + Version.number() + "\"");
    assertThat(folder.resolve("man/carbon-trainer.1"))
        .content()
        .contains(".SH \"EXIT STATUS\"\n.TP\n\\fB0\\fR\ndone\n")
        .contains("\\fBcarbon\\-trainer\\-report\\fR(1)");
  }

  @Test
  void theTypesetterHasNoComplaints() throws Exception {
    ShellProgram.needed("groff");
    for (Path page : pages()) {
      ShellProgram groff =
          ShellProgram.run(folder, "groff", "-man", "-Tascii", "-ww", page.toString());
      assertThat(groff.stderr()).isEmpty();
      assertThat(groff.stdout().lines()).hasSizeGreaterThan(20);
    }
  }

  @Test
  void twoWritingsAreAlike() throws Exception {
    String first = Files.readString(pages().get(0), StandardCharsets.UTF_8);
    assertThat(pages().get(0)).content().isEqualTo(first);
  }

  @Test
  void aFolderThatCannotBeIsNamed() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "x");
    CommandRun run =
        CommandRun.of("generate-man-pages", "--out", file.resolve("man").toString());
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.stderr().lines()).hasSize(1);
    assertThat(run.stderr()).contains("--out " + file.resolve("man"));
  }
}
