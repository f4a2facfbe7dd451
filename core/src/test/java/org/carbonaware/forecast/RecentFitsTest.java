package org.carbonaware.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carbonaware.forecast.MadeGrid.GRID;
import static org.carbonaware.forecast.MadeGrid.changed;
import static org.carbonaware.forecast.MadeGrid.grid;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which fits are made anew. */
class RecentFitsTest {
  private static final KnownHours HOURS = KnownHours.of(grid(), GRID.length, GRID.length);
  private static final long DAY = RecentFits.startOfDay(HOURS.end()) - 24 * 20;

  private final List<String> made = Collections.synchronizedList(new ArrayList<>());
  private final RecentFits fits = new RecentFits(
      new RidgeRecipe() {
        @Override
        public Optional<RidgeFit> common(RidgeData day) {
          made.add("day");
          return Optional.of(new RidgeFit(new double[1][1]));
        }

        @Override
        public Optional<RidgeFit> fit(RidgeData hour, Optional<RidgeFit> common) {
          made.add("hour");
          assertThat(common).isPresent();
          return common;
        }
      },
      48);

  private void ask(KnownHours hours, int day, int hour) {
    assertThat(fits.get(hours, 0, DAY + 24L * day + hour, 0)).isPresent();
  }

  private long hoursMade() {
    return made.stream().filter("hour"::equals).count();
  }

  @Test
  void makesAFitOnceAndWhatADayHasInCommonOnceToo() {
    IntStream.range(0, 400).parallel().forEach(i -> ask(HOURS, 0, i % 24));
    assertThat(hoursMade()).isEqualTo(24);
    assertThat(made).hasSize(25);
  }

  @Test
  void givesUpTheDayUsedLongestAgoHoweverOftenItWasUsed() {
    for (int day = 0; day < 2; day++) {
      for (int i = 0; i < 240; i++) {
        ask(HOURS, day, i % 24);
      }
    }
    assertThat(hoursMade()).isEqualTo(48);
    ask(HOURS, 0, 5); // the second day now is the one used longest ago
    ask(HOURS, 2, 0);
    ask(HOURS, 0, 7);
    assertThat(hoursMade()).isEqualTo(49);
    ask(HOURS, 1, 7);
    assertThat(hoursMade()).isEqualTo(50);
  }

  @Test
  void valuesCorrectedAfterwardsMakeAnotherFit() {
    for (int i = 0; i < 60; i++) {
      int correction = i;
      KnownHours corrected = KnownHours.of(
          changed(GRID.length - 24 * 20, GRID.length - 24 * 20 + 1, hour -> correction),
          GRID.length,
          GRID.length);
      ask(corrected, 0, 3);
      ask(corrected, 0, 3);
    }
    assertThat(hoursMade()).isEqualTo(60);
    assertThat(made).hasSize(61); // the hours before that day were not corrected
    ask(HOURS, 1, 3);
    assertThat(made).hasSize(63);
  }

  @Test
  void aDayIsToldApartByTheHoursBeforeIt() {
    ask(HOURS, 0, 3);
    ask(KnownHours.of(changed(77, 78, i -> 5), GRID.length, GRID.length), 0, 3);
    ask(HOURS, 0, 3);
    assertThat(made).hasSize(4);
  }
}
