package org.carbonaware.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.carbonaware.cli.terminal.Terminal;
import org.carbonaware.text.Printable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says why a recorded run ran and why it paused. */
@Command(
    name = "explain",
    description = "Says why a recorded run ran and paused: what each decision knew, which rule"
        + " fired, what else could have been done and what came of it. From the record alone.",
    footer = {
      "",
      "Example:",
      "  carbon-trainer explain carbon-ledger",
      "  carbon-trainer explain carbon-ledger --decision 2"
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ExplainCommand implements Callable<Integer> {
  @FromConfig("ledger.directory")
  @Parameters(
      paramLabel = "LEDGER_DIR",
      description = "The directory in which the training recorded its runs, or the file of one.")
  Path ledger;

  @Option(
      names = "--run",
      paramLabel = "ID",
      description = "The run's name, or how it begins; the newest run if not given.")
  @Nullable
  String run;

  @Option(
      names = "--decision",
      paramLabel = "N",
      description = "Tell of one decision, by its number in the list; of all if not given.")
  @Nullable
  Integer number;

  @Spec
  CommandSpec spec;

  @Override
  public Integer call() {
    CommandLine command = spec.commandLine();
    RecordedRun read = RecordedRun.read(RecordedRuns.find(command, ledger, run));
    List<RecordedDecision> chosen = chosen(read);
    ExplainView view = new ExplainView(read, chosen);
    PrintWriter out = command.getOut();
    Terminal terminal = Main.of(command).terminal();
    if (Main.of(command).json) {
      out.println(Printable.json(view.document().toPrettyString()));
    } else if (chosen.isEmpty()) {
      out.println(Printable.line(read.runId()) + ": no decision was recorded");
    } else {
      out.print(terminal.print(
          number == null ? view.list(terminal) : view.detail(chosen.get(0), terminal)));
    }
    out.flush();
    return ExitCodes.DONE;
  }

  private List<RecordedDecision> chosen(RecordedRun read) {
    int count = read.decisions().size();
    if (number == null) {
      return read.decisions();
    }
    if (number < 1 || number > count) {
      throw new ParameterException(
          spec.commandLine(),
          "--decision " + number + ": "
              + (count == 0 ? "the run has none" : "expected 1 to " + count));
    }
    return List.of(read.decisions().get(number - 1));
  }
}
