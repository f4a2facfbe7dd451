package org.carbonaware.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressLineTest {
  @Test
  void saysWhatIsDoneAndHowLongTheRestTakes() {
    assertThat(ProgressLine.line("issues in 13 zones", 500, 2000, "30 s left"))
        .isEqualTo(" 25 % [####------------] 500 of 2000 issues in 13 zones, 30 s left");
    assertThat(ProgressLine.line("jobs", 8760, 8760, "0 s left"))
        .isEqualTo("100 % [################] 8760 of 8760 jobs, 0 s left");
    assertThat(ProgressLine.line("runs", 0, 0, "0 s left")).startsWith("  0 % [---");
  }

  @Test
  void aYearOfEveryZoneFitsATerminalOf80Columns() {
    assertThat(ProgressLine.line("issues in 123 zones", 1_077_480, 1_077_480, "0 s left"))
        .hasSizeLessThanOrEqualTo(78)
        .endsWith("0 s left");
    assertThat(ProgressLine.line("x".repeat(100), 1, 2, "")).hasSize(78);
  }

  @Test
  void theRestTakesAsLongAsAtTheRateOfTheLastPart() {
    RemainingTime remaining = new RemainingTime();
    for (int second = 1; second <= 100; second++) {
      remaining.add(second, 100L * second); // quick at first
    }
    for (int second = 101; second <= 200; second++) {
      remaining.add(second, 10_000 + (second - 100)); // a hundredth as quick
    }
    assertThat(remaining.seconds(200, 10_100, 10_200).orElseThrow()).isCloseTo(100, offset(1.0));
  }

  @Test
  void inTheFirstSecondsAllOfThemCount() {
    RemainingTime remaining = new RemainingTime();
    remaining.add(1, 0);
    remaining.add(2, 10);
    remaining.add(4, 30);
    assertThat(remaining.seconds(4, 30, 90).orElseThrow()).isCloseTo(8, offset(1e-9));
  }

  @Test
  void whatDoesNotGoOnHasNoEnd() {
    RemainingTime remaining = new RemainingTime();
    assertThat(remaining.seconds(3, 0, 10)).isEmpty();
    remaining.add(1, 5);
    for (int second = 2; second <= 60; second++) {
      remaining.add(second, 5);
    }
    assertThat(remaining.seconds(60, 5, 10)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0.4, 0 s left",
    "59, 59 s left",
    "60, about 1 min left",
    "3500, about 58 min left",
    "5000, about 1 h 23 min left",
    "300000, about 3 d left"
  })
  void isSaidAsCoarselyAsItIsKnown(double seconds, String words) {
    assertThat(RemainingTime.words(OptionalDouble.of(seconds))).isEqualTo(words);
  }
}
