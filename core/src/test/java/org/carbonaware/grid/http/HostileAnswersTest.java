package org.carbonaware.grid.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.carbonaware.grid.http.HostileAnswer.Kind;
import org.carbonaware.text.Printable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Every hostile answer in a process of 64 MiB: refused in one line, in bounded memory, and soon.
 * The rows are written to {@code target/hostile/answers.txt}. With {@code -Dhostile.answers=all}
 * every provider sees every answer.
 */
class HostileAnswersTest {
  private static final boolean ALL = "all".equals(System.getProperty("hostile.answers"));

  /** How long a question to a slow server may take; the servers are slow for a minute. */
  private static final int LIMIT_MILLIS = 300;

  private static final int LONGEST_MESSAGE = 600;

  @Test
  @Timeout(1200)
  void areRefusedInOneLineAndBoundedMemory() throws Exception {
    Path table = Path.of("target", "hostile", "answers.txt").toAbsolutePath();
    Files.createDirectories(table.getParent());
    try (HostileServer server = new HostileServer()) {
      Process process = new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-Xmx64m",
              "-XX:+UseSerialGC",
              "-Djava.util.logging.config.file=" + Path.of("src/test/resources/logging.properties"),
              "-cp",
              System.getProperty("java.class.path"),
              HostileQuestions.class.getName(),
              Integer.toString(server.port()),
              Integer.toString(LIMIT_MILLIS),
              Boolean.toString(ALL))
          .redirectError(Redirect.DISCARD)
          .redirectOutput(table.toFile())
          .start();
      try {
        assertThat(process.waitFor()).isZero();
      } finally {
        process.destroyForcibly();
      }
    }
    List<String> rows = Files.readAllLines(table, StandardCharsets.UTF_8);
    Map<String, HostileAnswer> answers = HostileAnswer.all().stream()
        .collect(Collectors.toMap(HostileAnswer::name, Function.identity()));
    assertThat(rows).hasSizeGreaterThanOrEqualTo(answers.size());
    assertThat(rows).allSatisfy(row -> {
      String[] cells = row.split("\t", -1);
      assertThat(cells).hasSize(6);
      HostileAnswer answer = Objects.requireNonNull(answers.get(cells[1]));
      check(answer, AskedProvider.valueOf(cells[0]), cells[4], cells[5]);
    });
  }

  private static void check(
      HostileAnswer answer, AskedProvider provider, String outcome, String message) {
    assertThat(message)
        .hasSizeLessThan(LONGEST_MESSAGE)
        .isEqualTo(Printable.line(message))
        .doesNotContain(
            AskedProvider.KEY, AskedProvider.USER, AskedProvider.PASSWORD, AskedProvider.TOKEN)
        .doesNotContain("<LINE>", "<TAB>", "<RETURN>")
        .doesNotContain(
            Credentials.of(AskedProvider.USER, AskedProvider.PASSWORD).basic().substring(6));
    if (answer.kind() == Kind.FIGURE) {
      assertThat(outcome).isIn("answers", "passes", "lasts");
      if (outcome.equals("answers") && !message.equals("unknown")) {
        assertThat(Double.parseDouble(message.replace(" g/kWh", ""))).isBetween(0.0, 3000.0);
      }
      return;
    }
    assertThat(outcome).isIn("passes", "lasts");
    boolean isData = provider != AskedProvider.DOCUMENT || !answer.expected().equals("sent ");
    assertThat(message).contains(isData ? answer.expected() : "");
  }
}
