package org.carbonaware.cli.manual;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

class ManPageTest {
  @Command(
      name = "odd",
      description = ".starts with a dot and has a \\ in it. Then more.",
      subcommands = {Below.class, Secret.class},
      footer = {"", "Example:", "  odd --x 1", "", "After it."})
  static final class Odd {
    @Option(names = "--x", description = "'quoted' 100 %%.", defaultValue = "7", paramLabel = "N")
    int x;

    @Option(names = "--hidden", hidden = true, description = "not told")
    boolean hidden;

    @Parameters(paramLabel = "FILE", description = "What to read.")
    String file = "";
  }

  @Command(name = "below", description = "Does less.", showDefaultValues = true)
  static final class Below {
    @Option(names = "--y", description = "How far.", defaultValue = "3", paramLabel = "M")
    int y;

    @Option(names = "--flag", description = "Whether.", defaultValue = "false")
    boolean flag;
  }

  @Command(name = "secret", description = "Hidden.", hidden = true)
  static final class Secret {}

  private final Map<String, String> pages = ManPage.of(new CommandLine(new Odd()), "odd 1.0");

  @Test
  void visibleCommandsHavePages() {
    assertThat(pages).containsOnlyKeys("odd.1", "odd-below.1");
    assertThat(pages.get("odd.1"))
        .contains(".TH \"ODD\" 1 \"\" \"odd 1.0\"", "\\fBbelow\\fR\nDoes less.\n")
        .doesNotContain("secret", "hidden");
  }

  @Test
  void whatTheTypesetterWouldTakeForItselfIsEscaped() {
    assertThat(pages.get("odd.1"))
        .contains("odd \\- .starts with a dot and has a \\e in it\n")
        .contains(".PP\n\\&.starts with a dot and has a \\e in it. Then more.\n")
        .contains("\\fB\\-\\-x\\fR=\\fIN\\fR\n\\&'quoted' 100 %.\n");
  }

  @Test
  void argumentsAndExamplesAreTold() {
    assertThat(pages.get("odd.1"))
        .contains(".SH \"ARGUMENTS\"\n.TP\n\\fIFILE\\fR\nWhat to read.\n")
        .contains(".SH \"EXAMPLE\"\n.RS 4\n.nf\nodd \\-\\-x 1\n.fi\n.RE\nAfter it.\n");
  }

  @Test
  void defaultsAreToldWhereTheHelpTellsThem() {
    assertThat(pages.get("odd.1")).doesNotContain("Default");
    assertThat(pages.get("odd-below.1"))
        .contains("How far. Default: 3.\n", "\\fB\\-\\-flag\\fR\nWhether.\n")
        .contains(".SH \"SEE ALSO\"\n\\fBodd\\fR(1)\n");
  }
}
