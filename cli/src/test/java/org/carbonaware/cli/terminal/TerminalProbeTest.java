package org.carbonaware.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.carbonaware.cli.terminal.TerminalProbe.Size;
import org.junit.jupiter.api.Test;

class TerminalProbeTest {
  private static final Optional<Size> SIZE = Optional.of(new Size(50, 132));

  @Test
  void theWidthIsThatOfColumnsElseTheTerminalsElse80() {
    assertThat(TerminalProbe.of(Map.of("COLUMNS", "100"), true, SIZE, "UTF-8").width())
        .isEqualTo(100);
    assertThat(TerminalProbe.of(Map.of("COLUMNS", "0"), true, SIZE, "UTF-8").width())
        .isEqualTo(132);
    assertThat(TerminalProbe.of(Map.of("COLUMNS", "wide"), true, SIZE, "UTF-8").height())
        .isEqualTo(50);
    Terminal pipe = TerminalProbe.of(Map.of(), false, Optional.empty(), "UTF-8");
    assertThat(pipe.width()).isEqualTo(80);
    assertThat(pipe.interactive()).isFalse();
    assertThat(TerminalProbe.of(Map.of("COLUMNS", "3"), true, SIZE, "UTF-8").width())
        .isEqualTo(20);
  }

  @Test
  void blocksAreForEncodingsAndTerminalsThatHaveThem() {
    assertThat(TerminalProbe.of(Map.of(), true, SIZE, "UTF-8").unicode()).isTrue();
    assertThat(TerminalProbe.of(Map.of(), true, SIZE, "utf8").unicode()).isTrue();
    assertThat(TerminalProbe.of(Map.of(), true, SIZE, "ANSI_X3.4-1968").unicode())
        .isFalse();
    assertThat(TerminalProbe.of(Map.of(), true, SIZE, "").unicode()).isFalse();
    assertThat(TerminalProbe.of(Map.of("TERM", "linux"), true, SIZE, "UTF-8").unicode())
        .isFalse();
  }

  @Test
  void aDumbTerminalGetsPlainLines() {
    Terminal dumb = TerminalProbe.of(Map.of("TERM", "dumb"), true, SIZE, "UTF-8");
    assertThat(dumb.interactive()).isFalse();
    assertThat(dumb.colors()).isEqualTo(Colors.NONE);
  }

  @Test
  void theSizeIsReadFromWhatSttySays() {
    assertThat(TerminalProbe.size("24 80")).contains(new Size(24, 80));
    assertThat(TerminalProbe.size("24 80\n")).contains(new Size(24, 80));
    assertThat(TerminalProbe.size("0 0")).isEmpty();
    assertThat(TerminalProbe.size("stty: not a tty")).isEmpty();
  }

  @Test
  void theOutputOfTheseTestsIsSomethingWithAWidth() {
    assertThat(Terminal.ofStdout().width()).isGreaterThanOrEqualTo(20);
  }
}
