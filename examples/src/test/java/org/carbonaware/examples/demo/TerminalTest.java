package org.carbonaware.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TerminalTest {
  private final StringWriter text = new StringWriter();

  @Test
  void breaksLongLinesBelowTheirText() {
    String words = "Thu 14:41  PAUSING    " + "word ".repeat(20).strip();

    assertThat(Terminal.wrap(words, 22))
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(Terminal.WIDTH))
        .last()
        .asString()
        .startsWith(" ".repeat(22) + "word");
  }

  @Test
  void neverLoopsOnALongWord() {
    String path = "x".repeat(200);

    assertThat(Terminal.wrap("in " + path, 0)).containsExactly("in", path);
    assertThat(Terminal.wrap("in " + path, 10)).containsExactly("in " + path);
  }

  @Test
  void isPlainWhereThereIsNoTerminal() {
    Terminal plain = new Terminal(new PrintWriter(text), false);

    plain.move("12 %");
    plain.line(0, "green", "done");

    assertThat(text).hasToString("done" + System.lineSeparator());
  }

  @Test
  void clipsTheMovingLineToTheTerminal() {
    Terminal narrow = new Terminal(new PrintWriter(text), true, 10);

    narrow.move("0123456789");

    assertThat(text).hasToString("012345678");
  }

  @Test
  void takesTheWidthFromTheShellIfItIsOne() {
    assertThat(Terminal.columns("132")).isEqualTo(132);
    assertThat(Terminal.columns(null)).isEqualTo(80);
    assertThat(Terminal.columns("0")).isEqualTo(80);
    assertThat(Terminal.columns("wide")).isEqualTo(80);
  }

  @Test
  void keepsTheMovingLineBelowTheOthers() {
    Terminal terminal = new Terminal(new PrintWriter(text), true);

    terminal.move("12 %");
    terminal.line(0, "", "paused");

    assertThat(text).hasToString("12 %\r\u001b[Kpaused" + System.lineSeparator() + "12 %");
  }
}
