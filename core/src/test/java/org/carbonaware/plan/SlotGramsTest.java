package org.carbonaware.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sums of slots with figures of their own, so that each one taken shows. */
class SlotGramsTest {
  private static final SlotGrams GRAMS = grams(true);

  /** A start takes two slots. */
  private static SlotGrams grams(boolean lastStop) {
    return new SlotGrams(
        new double[] {1, 2, 4, 8, 16},
        new double[] {0.1, 0.2, 0.3, 0.4, 0.5},
        new double[] {100, 200, 300, 400, 500},
        new double[] {1000, 2000, 3000, 4000, 5000},
        lastStop,
        new SlotLengths(1, 2, 3, 4));
  }

  @ParameterizedTest
  @CsvSource({
    "RUNNING, 1, 201", // the stop comes before the second slot
    "RUNNING, 3, 407",
    "NOT_STARTED, 3, 407",
    "PAUSED, 1, 1404", // a start, two slots of it, and the third
    "PAUSED, 2, 1512",
    "PAUSED, 3, 1528",
    "PAUSED, 9, 1528", // it does not fit: to the end, where the last slot goes on
    "RUNNING, 9, 531"
  })
  void straightThroughIsTheStartTheRunAndTheStop(Before before, int work, double grams) {
    assertThat(GRAMS.straightThrough(work, before)).isEqualTo(grams);
  }

  @Test
  void theLastStopMayBeFree() {
    assertThat(grams(false).straightThrough(3, Before.RUNNING)).isEqualTo(7);
    assertThat(grams(false).end(1)).isZero();
    assertThat(GRAMS.end(4)).isEqualTo(500);
    assertThat(GRAMS.end(5)).as("the last slot goes on").isEqualTo(500);
  }

  @Test
  void fewerSlotsAreTheFirstOnes() {
    SlotGrams two = GRAMS.until(2);
    assertThat(two.run()).containsExactly(1, 2);
    assertThat(two.idle()).containsExactly(0.1, 0.2);
    assertThat(two.stop()).containsExactly(100, 200);
    assertThat(two.start()).containsExactly(1000, 2000);
    assertThat(two.slots()).isEqualTo(2);
    assertThat(two.lastStop()).isTrue();
    assertThat(two.lengths()).isEqualTo(GRAMS.lengths());
  }

  /** Each slot costs 10 g more; a change costs that for each of its slots. */
  @Test
  void delayIsPaidForBySlots() {
    SlotGrams delayed = GRAMS.withDelay(10);
    assertThat(delayed.run()).containsExactly(11, 12, 14, 18, 26);
    assertThat(delayed.idle()).containsExactly(10.1, 10.2, 10.3, 10.4, 10.5);
    assertThat(delayed.stop()).containsExactly(110, 210, 310, 410, 510);
    assertThat(delayed.start()).containsExactly(1020, 2020, 3020, 4020, 5020);
  }
}
