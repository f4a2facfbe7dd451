package org.carbonaware.grid.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.carbonaware.grid.GridException;
import org.junit.jupiter.api.Test;

class SpanTest {
  private static final Instant NOW = Instant.parse("2024-05-14T10:20:00Z");
  private static final Duration DAY = Duration.ofDays(1);

  @Test
  void endsJustAfterThePresent() {
    assertThat(Span.begun(NOW.minus(DAY), NOW, NOW).to()).isEqualTo(NOW);
    assertThat(Span.begun(NOW.minus(DAY), NOW.plus(DAY), NOW).to()).isEqualTo(NOW.plusNanos(1));
    assertThat(Span.begun(NOW, NOW.plus(DAY), NOW).isEmpty()).isFalse();
    assertThat(Span.begun(NOW.plus(DAY), NOW.plus(DAY).plus(DAY), NOW).isEmpty())
        .isTrue();
  }

  @Test
  void isCutIntoPartsThatFollowOneAnother() {
    assertThat(new Span(NOW, NOW.plus(DAY).plusSeconds(1)).inPartsOf(DAY))
        .containsExactly(
            new Span(NOW, NOW.plus(DAY)), new Span(NOW.plus(DAY), NOW.plus(DAY).plusSeconds(1)));
    assertThat(new Span(NOW, NOW.plus(DAY)).inPartsOf(DAY)).hasSize(1);
    assertThat(new Span(NOW, NOW).inPartsOf(DAY)).isEmpty();
  }

  @Test
  void isNotTooLong() {
    Span two = new Span(NOW, NOW.plus(DAY.multipliedBy(2)));
    assertThat(two.requireAtMost(DAY.multipliedBy(2), "Test")).isSameAs(two);
    assertThatThrownBy(() -> two.requireAtMost(DAY, "Test"))
        .isInstanceOf(GridException.class)
        .hasMessage("Test: asked for 2 days; expected at most 1");
    Span none = new Span(NOW.plus(DAY.multipliedBy(2)), NOW);
    assertThat(none.requireAtMost(DAY, "Test")).isSameAs(none);
  }
}
