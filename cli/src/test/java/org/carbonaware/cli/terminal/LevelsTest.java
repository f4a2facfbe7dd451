package org.carbonaware.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LevelsTest {
  @Test
  void lowIsBelowTheFirstAndHighAboveTheSecond() {
    Levels levels = new Levels(100, 200);
    assertThat(levels.of(99.9)).isEqualTo(Tone.LOW);
    assertThat(levels.of(100)).isEqualTo(Tone.MODERATE);
    assertThat(levels.of(200)).isEqualTo(Tone.MODERATE);
    assertThat(levels.of(200.1)).isEqualTo(Tone.HIGH);
    assertThat(Tone.MODERATE.label()).isEqualTo("moderate");
  }

  @Test
  void ofAThresholdNothingIsModerate() {
    Levels levels = new Levels(100, 100);
    assertThat(levels.of(99)).isEqualTo(Tone.LOW);
    assertThat(levels.of(100)).isEqualTo(Tone.LOW);
    assertThat(levels.of(100.1)).isEqualTo(Tone.HIGH);
  }

  @Test
  void theLowerOneComesFirst() {
    assertThatThrownBy(() -> new Levels(2, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("levels 2.0 and 1.0: expected the lower one first");
  }
}
