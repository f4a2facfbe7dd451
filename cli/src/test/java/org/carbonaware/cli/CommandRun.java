package org.carbonaware.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.carbonaware.cli.terminal.Terminal;
import picocli.CommandLine;

/** What a command said in this process, and its exit code. */
record CommandRun(int exitCode, String stdout, String stderr) {
  /** As into a file or a pipe of 80 columns without block characters. */
  static CommandRun of(String... arguments) {
    return on(Terminal.plain(80), arguments);
  }

  static CommandRun on(Terminal terminal, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command = Main.commandLine(() -> terminal)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    int exitCode = command.execute(arguments);
    return new CommandRun(exitCode, out.toString(), err.toString());
  }
}
