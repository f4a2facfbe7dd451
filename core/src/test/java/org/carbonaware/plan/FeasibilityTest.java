package org.carbonaware.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FeasibilityTest {
  private static final Instant NOW = Instant.parse("2024-05-06T12:00:00Z");

  private static Feasibility of(Duration slack) {
    Duration worst = Duration.ofHours(5);
    Job job = new Job(Duration.ofHours(4), worst, NOW.plus(worst).plus(slack));
    return Feasibility.of(job, NOW);
  }

  @Test
  void isJudgedAtThePessimisticSpeed() {
    assertThat(of(Duration.ZERO).feasible()).isTrue();
    assertThat(of(Duration.ofNanos(-1)).feasible()).isFalse();
    assertThat(of(Duration.ofMinutes(90)).slack()).isEqualTo(Duration.ofMinutes(90));
    assertThat(of(Duration.ofMinutes(-3)).slack()).isEqualTo(Duration.ofMinutes(-3));
  }

  @Test
  void saysHowMuchTimeThereIsOrIsMissing() {
    assertThat(of(Duration.ofMinutes(90)))
        .hasToString(
            "fits: done by 2024-05-06T17:00:00Z at the latest, 1 h 30 min before the deadline");
    assertThat(of(Duration.ofMinutes(-3)))
        .hasToString("the deadline 2024-05-06T16:57:00Z can't be met: running straight through"
            + " takes until 2024-05-06T17:00:00Z, 3 min too long");
  }

  @Test
  void workWithoutEndFitsNowhere() {
    Duration endless = Duration.ofSeconds(Long.MAX_VALUE);
    Job job = new Job(endless, endless, NOW);
    assertThat(Feasibility.of(job, NOW).feasible()).isFalse();
  }
}
