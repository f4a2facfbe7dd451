package org.carbonaware.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;

/** The examples that a command's help shows. */
final class HelpExamples {
  private HelpExamples() {}

  /** The words of each example, without the tool's name. */
  static List<String[]> of(String command) {
    String help = CommandRun.of(command, "--help").stdout();
    int begin = help.indexOf("Example:\n") + "Example:\n".length();
    String text = help.substring(begin).replace("\\\n", " ");
    List<String[]> examples = Arrays.stream(text.split("\n", -1))
        .map(String::strip)
        .filter(line -> line.startsWith("carbon-trainer "))
        .map(line -> line.split(" +"))
        .map(words -> Arrays.copyOfRange(words, 1, words.length))
        .toList();
    assertThat(examples).isNotEmpty();
    return examples;
  }

  /** Runs an example with what it names replaced by what is there. */
  static CommandRun run(String[] example, String name, String there) {
    return CommandRun.of(Arrays.stream(example)
        .map(word -> word.equals(name) ? there : word)
        .toArray(String[]::new));
  }
}
