package org.carbonaware.benchmarks.published;

import static org.assertj.core.api.Assertions.assertThat;

import org.carbonaware.benchmarks.published.Row.Check;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowTest {
  @ParameterizedTest
  @CsvSource({
    "EQUAL, 10, 10.005, 0.005, true",
    "EQUAL, 10, 9.995, 0.005, true",
    "EQUAL, 10, 10.0051, 0.005, false",
    "EQUAL, 10, 9.9949, 0.005, false",
    "EQUAL, 0, 0, 0, true",
    "AT_MOST, 10, 9, 0, true",
    "AT_MOST, 10, 10, 0, true",
    "AT_MOST, 10, 10.1, 0, false",
    "AT_MOST, 10, 10.1, 0.2, true",
    "AT_LEAST, 10, 11, 0, true",
    "AT_LEAST, 10, 9.9, 0, false",
    "AT_LEAST, 10, 9.9, 0.2, true",
    "NONE, 10, 99, 0, true",
    "EQUAL, 10, NaN, 1, false",
    "AT_MOST, 10, NaN, 1, false",
    "AT_LEAST, 10, NaN, 1, false",
  })
  void isInsideItsTolerance(
      Check check, double theirs, double ours, double tolerance, boolean inside) {
    assertThat(new Row("a", theirs, ours, check, tolerance, "g", "").inside()).isEqualTo(inside);
  }

  @Test
  void theDifferenceIsOursLessTheirs() {
    assertThat(Row.equal("a", 3, 5, 1, "g").difference()).isEqualTo(2);
  }
}
