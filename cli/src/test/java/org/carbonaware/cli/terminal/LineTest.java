package org.carbonaware.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LineTest {
  private static final Terminal PLAIN = Terminal.plain(80);
  private static final Terminal BASIC = new Terminal(80, 24, true, Colors.BASIC, true);

  @Test
  void aToneIsAnEscapeSequenceOnlyWhereThereIsColour() {
    Line line = Line.of("a ").plus("high", Tone.HIGH).plus(" b");
    assertThat(line.on(PLAIN)).isEqualTo("a high b");
    assertThat(line.on(BASIC)).isEqualTo("a \u001b[31mhigh\u001b[0m b");
    assertThat(line.on(new Terminal(80, 24, true, Colors.INDEXED, true)))
        .isEqualTo("a \u001b[38;5;166mhigh\u001b[0m b");
    assertThat(line.on(new Terminal(80, 24, true, Colors.FULL, true)))
        .isEqualTo("a \u001b[38;2;213;94;0mhigh\u001b[0m b");
  }

  @Test
  void whatAFileSmugglesInSteersNoTerminal() {
    Line line = Line.of("DE\u001b[2J\u0007\r\n\u009b1m\u2028x", Tone.MUTED);
    assertThat(line.text()).isEqualTo("DE?[2J????1m?x");
    assertThat(line.on(BASIC)).isEqualTo("\u001b[90mDE?[2J????1m?x\u001b[0m");
  }

  @Test
  void aLineIsAlignedByTheColumnsItTakes() {
    assertThat(Line.of("ab").rightIn(4).on(PLAIN)).isEqualTo("  ab");
    assertThat(Line.of("ab").leftIn(4).plus("c").on(PLAIN)).isEqualTo("ab  c");
    assertThat(Line.of("abcde").rightIn(4).on(PLAIN)).isEqualTo("abcde");
    assertThat(Line.of("日本").width()).isEqualTo(4);
    assertThat(Line.of("e\u0301").width()).isEqualTo(1);
    assertThat(Line.of("日本").leftIn(5).plus("c").on(PLAIN)).isEqualTo("日本 c");
  }

  @Test
  void whatIsTooWideIsCutWithASign() {
    Line line = Line.of("abc", Tone.LOW).plus("def");
    assertThat(line.cutTo(6, PLAIN)).isSameAs(line);
    assertThat(line.cutTo(5, PLAIN).text()).isEqualTo("abcd~");
    assertThat(line.cutTo(2, BASIC).on(BASIC))
        .isEqualTo("\u001b[32ma\u001b[0m\u001b[90m…\u001b[0m");
    assertThat(Line.of("日本語").cutTo(4, BASIC).text()).isEqualTo("日…");
  }

  @Test
  void aLongLineIsBrokenAtSpacesAndKeepsItsTones() {
    Line line = Line.of("one two ").plus("three four", Tone.MARK);
    assertThat(line.wrappedTo(9).stream().map(Line::text))
        .containsExactly("one two", "  three", "  four");
    assertThat(line.wrappedTo(9).get(2).on(BASIC)).isEqualTo("  \u001b[36mfour\u001b[0m");
    assertThat(line.wrappedTo(18)).hasSize(1);
    assertThat(line.wrappedTo(17).get(0).text()).isEqualTo("one two three");
    assertThat(Line.of("longer than that").wrappedTo(3).stream().map(Line::text))
        .containsExactly("longer", "  than", "  that");
    assertThat(Line.empty().wrappedTo(10)).hasSize(1);
  }
}
