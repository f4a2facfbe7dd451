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
    assertThat(ProgressLine.line("issues in 13 zones", 500, 2000, "30 s left", 79))
        .isEqualTo(" 25 % [####------------] 500 of 2000 issues in 13 zones, 30 s left");
    assertThat(ProgressLine.line("jobs", 8760, 8760, "0 s left", 79))
        .isEqualTo("100 % [################] 8760 of 8760 jobs, 0 s left");
    assertThat(ProgressLine.line("runs", 0, 0, "0 s left", 79)).startsWith("  0 % [---");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "80 | 100 % [################] 1077480 of 1077480 issues in 123 zones, 0 s left",
        "71 | 100 % 1077480 of 1077480 issues in 123 zones, 0 s left",
        "40 | 100 % [################], 0 s left",
        "20 | 100 %, 0 s left",
        "10 | 100 %"
      })
  void saysTheMostThatFitsTheTerminal(int width, String line) {
    assertThat(
            ProgressLine.line("issues in 123 zones", 1_077_480, 1_077_480, "0 s left", width - 1))
        .isEqualTo(line);
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
