package org.carbonaware.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ColumnsTest {
  @Test
  void aTextOf80ColumnsStaysOneLineAndALongerOneIsBrokenAtASpace() {
    String forty = "x".repeat(40);
    assertThat(Columns.wrapped(forty + " " + "y".repeat(39), 80))
        .containsExactly(forty + " " + "y".repeat(39));
    assertThat(Columns.wrapped(forty + " " + "y".repeat(40) + " z", 80))
        .containsExactly(forty, "  " + "y".repeat(40) + " z");
    assertThat(Columns.wrapped("a " + "y".repeat(90) + " z", 80))
        .containsExactly("a", "  " + "y".repeat(90), "  z");
    assertThat(Columns.wrapped("", 80)).containsExactly("");
  }
}
