package org.carbonaware.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.carbonaware.cli.terminal.Terminal;
import org.carbonaware.config.Config;
import org.carbonaware.config.ConfigLoader;
import picocli.CommandLine;

/** What a command said in this process, and its exit code. */
record CommandRun(int exitCode, String stdout, String stderr) {
  private static final Path NOWHERE = Path.of("nowhere");

  /**
   * As into a file or a pipe of 80 columns without block characters, and without the configuration
   * of whoever runs the tests.
   */
  static CommandRun of(String... arguments) {
    return on(Terminal.plain(80), arguments);
  }

  static CommandRun on(Terminal terminal, String... arguments) {
    return with(
        Config.loader().environment(Map.of()).home(NOWHERE).systemFile(NOWHERE),
        terminal,
        arguments);
  }

  static CommandRun with(ConfigLoader layers, String... arguments) {
    return with(layers, Terminal.plain(80), arguments);
  }

  private static CommandRun with(ConfigLoader layers, Terminal terminal, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command = Main.commandLine(layers, () -> terminal, arguments)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    int exitCode = command.execute(arguments);
    return new CommandRun(exitCode, out.toString(), err.toString());
  }
}
