package org.carbonaware.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints what a shell needs to complete our commands and options. */
@Command(
    name = "generate-completion",
    description =
        "Prints a script that lets bash or zsh complete commands, options and their" + " values.",
    footer = {
      "",
      "Example:",
      "  carbon-trainer generate-completion > carbon-trainer.completion",
      "",
      "To have it in every shell, add this line to ~/.bashrc or ~/.zshrc:",
      "  source <(carbon-trainer generate-completion)"
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class GenerateCompletion implements Callable<Integer> {
  @Spec
  CommandSpec spec;

  @Override
  public Integer call() {
    CommandLine root = spec.root().commandLine();
    PrintWriter out = spec.commandLine().getOut();
    String script = AutoComplete.bash(root.getCommandName(), root);
    if (Main.of(root).json) {
      ObjectNode document = JsonNodeFactory.instance.objectNode();
      document.put("schema", "carbon-aware/completion/v1").put("script", script);
      out.println(document.toPrettyString());
    } else {
      out.print(script);
    }
    out.flush();
    return ExitCodes.DONE;
  }
}
