package org.carbonaware.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LogHoursTest {
  // e to the power of its number, so that logarithms count hours
  private static LogHours counting(int size, int... missing) {
    double[] grams = new double[size];
    Arrays.setAll(grams, StrictMath::exp);
    for (int hour : missing) {
      grams[hour] = Double.NaN;
    }
    return new LogHours(grams);
  }

  @Test
  void bridgesAGapOfThreeHours() {
    LogHours logs = counting(40, 30, 31, 32);
    for (int hour = 0; hour < 40; hour++) {
      assertThat(logs.at(hour)).isCloseTo(hour, offset(1e-12));
    }
  }

  @Test
  void repeatsTheDayBeforeInALongerGapOrOneAtTheEnd() {
    LogHours logs = counting(61, 30, 31, 32, 33, 54, 60);
    for (int hour : new int[] {30, 31, 32, 33}) {
      assertThat(logs.at(hour)).isCloseTo(hour - 24, offset(1e-12));
    }
    assertThat(logs.at(54)).isCloseTo(54, offset(1e-12)); // a bridge, not the filled day before
    assertThat(logs.at(60)).isCloseTo(36, offset(1e-12));
  }

  @Test
  void repeatsADayThatWasFilledItself() {
    int[] twoDays = new int[48];
    Arrays.setAll(twoDays, i -> 24 + i);
    LogHours logs = counting(80, twoDays);
    for (int hour : twoDays) {
      assertThat(logs.at(hour)).isCloseTo(hour % 24, offset(1e-12));
    }
  }

  @Test
  void beforeTheFirstDayIsOverItHoldsWhatIsNearest() {
    LogHours logs = counting(20, 0, 1, 5, 6, 7, 8);
    assertThat(logs.at(0)).isCloseTo(2, offset(1e-12));
    assertThat(logs.at(1)).isCloseTo(2, offset(1e-12));
    assertThat(logs.at(8)).isCloseTo(4, offset(1e-12));
  }

  @Test
  void countsLessThanAGramAsOne() {
    LogHours logs = new LogHours(new double[] {0, 0.5, 1, 100});
    assertThat(logs.at(0)).isZero();
    assertThat(logs.at(1)).isZero();
    assertThat(logs.lowest()).isZero();
    assertThat(logs.highest()).isEqualTo(StrictMath.log(100));
  }

  @Test
  void knowsWhetherThreeQuartersWereMeasured() {
    LogHours logs = counting(20, 3, 4, 5, 6, 7);
    assertThat(logs.mostlyKnown(0, 20)).isTrue();
    assertThat(logs.mostlyKnown(0, 19)).isFalse();
    assertThat(logs.mostlyKnown(8, 20)).isTrue();
  }
}
