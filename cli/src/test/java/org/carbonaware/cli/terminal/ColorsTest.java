package org.carbonaware.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColorsTest {
  @ParameterizedTest
  @CsvSource({
    "TERM=xterm, true, BASIC",
    "'', true, BASIC",
    "TERM=xterm-256color, true, INDEXED",
    "TERM=xterm COLORTERM=truecolor, true, FULL",
    "TERM=xterm COLORTERM=24bit, true, FULL",
    "TERM=xterm-direct, true, FULL",
    "WT_SESSION=1, true, INDEXED",
    "TERM=xterm-256color, false, NONE",
    "TERM=dumb, true, NONE",
    "TERM=xterm NO_COLOR=1, true, NONE",
    "TERM=xterm NO_COLOR=, true, BASIC",
    "TERM=xterm CLICOLOR=0, true, NONE",
    "TERM=xterm CLICOLOR=1, true, BASIC",
    "TERM=xterm CLICOLOR_FORCE=1, false, BASIC",
    "TERM=dumb CLICOLOR_FORCE=1, false, BASIC",
    "TERM=xterm CLICOLOR_FORCE=0, false, NONE",
    "TERM=xterm CLICOLOR_FORCE=1 NO_COLOR=1, true, NONE",
    "TERM=xterm CLICOLOR_FORCE=1 CLICOLOR=0, true, BASIC"
  })
  void colourIsUsedWhereItIsShownAndNotForbidden(
      String environment, boolean interactive, Colors expected) {
    Map<String, String> variables = Arrays.stream(environment.split(" "))
        .filter(each -> each.contains("="))
        .collect(Collectors.toMap(
            each -> each.substring(0, each.indexOf('=')),
            each -> each.substring(each.indexOf('=') + 1)));
    assertThat(Colors.of(variables, interactive)).isEqualTo(expected);
  }
}
