package org.carbonaware.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkChoiceTest {
  private static WorkChoice choice(double secondsPerEpoch) {
    return WorkChoice.of(secondsPerEpoch, 1, Optional.empty(), Optional.empty());
  }

  /** 0.35 s is an epoch on two cores of a server; then 16 times faster to 8 times slower. */
  @ParameterizedTest
  @ValueSource(doubles = {0.022, 0.09, 0.18, 0.35, 0.7, 1.4, 2.8})
  void fillsSixToNineHoursOnFastAndSlowComputers(double secondsPerEpoch) {
    WorkChoice choice = choice(secondsPerEpoch);

    assertThat(choice.work()).isBetween(Duration.ofHours(6), Duration.ofHours(9));
    assertThat(choice.deadline()).isEqualTo(Duration.ofHours(36));
  }

  @Test
  void anyComputerHasRoomToPause() {
    for (double seconds = 0.001; seconds < 30; seconds *= 1.1) {
      WorkChoice choice = choice(seconds);
      assertThat(choice.epochs()).isBetween(2, 1_000);
      assertThat(choice.deadline()).isGreaterThanOrEqualTo(choice.work().multipliedBy(2));
    }
  }

  @Test
  void isOverInThreeMinutesOnAComputerManyTimesSlower() {
    assertThat(choice(30).deadline()).isLessThan(Duration.ofHours(3 * 60));
  }

  @Test
  void takesTheGridsHoursAsTheyPass() {
    WorkChoice slowGrid = WorkChoice.of(0.5, 0.1, Optional.empty(), Optional.empty());

    assertThat(slowGrid.epochs()).isEqualTo(140);
    assertThat(slowGrid.work()).isEqualTo(Duration.ofHours(7));
  }

  @Test
  void leavesToTheUserWhatTheUserChose() {
    WorkChoice choice = WorkChoice.of(0.5, 1, Optional.of(100), Optional.of(Duration.ofHours(20)));

    assertThat(choice).isEqualTo(new WorkChoice(100, Duration.ofHours(50), Duration.ofHours(20)));
  }
}
