package org.carbonaware.cli;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.carbonaware.grid.zones.Spelling;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what was meant by a command or an option that there is not. */
final class WrongWords {
  private WrongWords() {}

  /** What is wrong with a command line, and what would be right. */
  static String said(ParameterException failure) {
    return failure instanceof UnmatchedArgumentException unmatched
            && !unmatched.getUnmatched().isEmpty()
        ? said(unmatched.getUnmatched().get(0), failure.getCommandLine().getCommandSpec())
        : String.valueOf(failure.getMessage()).replace("option option", "option"); // of picocli
  }

  private static String said(String word, CommandSpec command) {
    if (word.startsWith("-")) {
      int equals = word.indexOf('=');
      String option = equals < 0 ? word : word.substring(0, equals);
      return Spelling.quoted(option) + " is no option" + meant(option, options(command));
    }
    Collection<String> commands = command.subcommands().keySet();
    if (commands.isEmpty()) {
      return Spelling.quoted(word) + " belongs to no option; expected nothing or another --option"
          + " before it";
    }
    String near = meant(word, commands);
    return Spelling.quoted(word) + " is no command"
        + (near.isEmpty() ? "; there " + counted(commands) : near);
  }

  private static String counted(Collection<String> commands) {
    return (commands.size() == 1 ? "is " : "are ") + String.join(", ", commands);
  }

  private static List<String> options(CommandSpec command) {
    return command.options().stream()
        .flatMap(option -> List.of(option.names()).stream())
        .filter(name -> name.startsWith("--"))
        .toList();
  }

  private static String meant(String word, Collection<String> names) {
    return Spelling.closest(word, names, name -> List.of(Spelling.normalized(name)), 1).stream()
        .map(name -> "; did you mean " + name + "?")
        .collect(Collectors.joining());
  }
}
