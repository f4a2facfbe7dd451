package org.carbonaware.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What is known of the intensity, from bookings that overlap and observations around them. */
class IntensityTimelineTest {
  @Test
  void aBookingGoesOnBehindOneThatAClockSetBackPutIntoIt() {
    IntensityTimeline timeline = new IntensityTimeline();
    timeline.book(0, 60, 100);
    timeline.book(20, 30, 300);
    timeline.book(25, 27, 500);
    IntensitySteps steps = timeline.steps();
    assertThat(steps.mean(10, 20)).isEqualTo(100);
    assertThat(steps.mean(20, 25)).isEqualTo(300);
    assertThat(steps.mean(25, 27)).isEqualTo(500);
    assertThat(steps.mean(27, 30)).isEqualTo(300);
    assertThat(steps.mean(30, 60)).isEqualTo(100);
    assertThat(steps.mean(60, 70)).isNaN();
  }

  @Test
  void whatIsKnownOfAMomentIsTheLatestBookingElseTheLatestObservation() {
    for (int seed = 0; seed < 200; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      IntensityTimeline timeline = new IntensityTimeline();
      List<long[]> bookings = new ArrayList<>();
      List<Long> observations = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        long from = random.nextLong(80);
        if (random.nextInt(3) == 0) {
          timeline.observe(from, 1000 + i);
          observations.add(from * 100 + i);
        } else {
          long to = from + random.nextLong(1, 40);
          timeline.book(from, to, i);
          bookings.add(new long[] {from, to, i});
        }
      }
      IntensitySteps steps = timeline.steps();
      for (long moment = -1; moment < 130; moment++) {
        assertThat(steps.gramsPerKwh(steps.at(moment)))
            .as("seed %s at %s", seed, moment)
            .isEqualTo(Double.valueOf(expected(bookings, observations, moment)));
      }
    }
  }

  private static double expected(List<long[]> bookings, List<Long> observations, long moment) {
    long[] holds = null;
    for (long[] each : bookings) {
      boolean open = each[0] <= moment && moment < each[1];
      if (open
          && (holds == null
              || each[0] > holds[0]
              || (each[0] == holds[0] && each[1] >= holds[1]))) {
        holds = each;
      }
    }
    if (holds != null) {
      return holds[2];
    }
    long seen = observations.stream()
        .filter(each -> each / 100 <= moment)
        .max(Long::compare)
        .orElse(-1L);
    return seen < 0 ? Double.NaN : 1000 + seen % 100;
  }
}
