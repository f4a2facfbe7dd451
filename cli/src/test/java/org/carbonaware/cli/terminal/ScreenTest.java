package org.carbonaware.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScreenTest {
  private static final Terminal SMALL = new Terminal(20, 5, true, Colors.NONE, false);

  private final StringWriter written = new StringWriter();
  private final Screen screen = new Screen(new PrintWriter(written));

  private String taken() {
    String text = written.toString().replace("\u001b", "^");
    written.getBuffer().setLength(0);
    return text;
  }

  @Test
  void picturesReplaceEachOtherWithoutClearingTheScreenFirst() {
    screen.draw(List.of(Line.of("one"), Line.of("two")), SMALL);
    assertThat(taken()).isEqualTo("^[?1049h^[?25l^[2J^[Hone^[K\r\ntwo^[K^[J");
    screen.draw(List.of(Line.of("1")), SMALL);
    assertThat(taken()).isEqualTo("^[H1^[K^[J");
  }

  @Test
  void whatDoesNotFitIsCutSoThatNothingScrolls() {
    List<Line> lines = List.of(
        Line.of("x".repeat(30)),
        Line.of("2"),
        Line.of("3"),
        Line.of("4"),
        Line.of("5"),
        Line.of("6"));
    screen.draw(lines, SMALL);
    assertThat(taken())
        .endsWith("^[H" + "x".repeat(19) + "~^[K\r\n2^[K\r\n3^[K\r\n4^[K\r\n5^[K^[J");
  }

  @Test
  void closingBringsTheFirstScreenBackWithTheLastPictureOnIt() {
    screen.draw(List.of(Line.of("one")), SMALL);
    taken();
    screen.close();
    assertThat(taken()).isEqualTo("^[?25h^[?1049lone" + System.lineSeparator());
    screen.draw(List.of(Line.of("late")), SMALL);
    screen.close();
    assertThat(taken()).isEmpty();
  }

  @Test
  void aScreenThatShowedNothingLeavesNothing() {
    screen.close();
    assertThat(taken()).isEmpty();
  }
}
