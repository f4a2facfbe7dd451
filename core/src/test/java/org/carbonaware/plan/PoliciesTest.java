package org.carbonaware.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.carbonaware.plan.tck.Situations;
import org.junit.jupiter.api.Test;

class PoliciesTest {
  private static final Costs FREE = new Costs(1000, 0, Duration.ZERO, Duration.ZERO);

  @Test
  void everyNameIsAPolicyHoweverItIsTyped() {
    assertThat(Policies.names())
        .containsExactly(
            "run-now",
            "threshold",
            "percentile",
            "lowest-window",
            "online",
            "plan",
            "blend",
            "throughput",
            "latency",
            "efficiency",
            "balanced");
    for (String name : Policies.names()) {
      if (!name.equals("efficiency")) {
        assertThat(Policies.named(name).name()).startsWith(name);
      }
    }
    assertThat(Policies.named("Lowest Window").name()).isEqualTo("lowest-window");
    assertThat(Policies.named("efficiency").name()).isEqualTo(Policies.plan().name());
  }

  @Test
  void anUnknownNameIsAnsweredWithAllAndTheNearest() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Policies.named("onlien"))
        .withMessage("policy \"onlien\": expected one of run-now, threshold, percentile,"
            + " lowest-window, online, plan, blend, throughput, latency, efficiency, balanced;"
            + " did you mean online?");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Policies.named("zzz"))
        .withMessageEndingWith("efficiency, balanced");
  }

  /** Now 400, for 6 h; then so much: 6 hours of delay for every slot of the work. */
  private static boolean waits(Policy policy, double then, double work) {
    double[] hours = new double[48];
    for (int i = 0; i < hours.length; i++) {
      hours[i] = i < 6 ? 400 : then;
    }
    Duration left = Duration.ofMinutes((long) (60 * work));
    Situation s = Situations.costs(Situations.hours(Situations.ordinary(), hours), FREE);
    Job job = new Job(left, left, s.now().plus(left).plus(Duration.ofHours(24)));
    return policy.decide(Situations.job(s, job)).isPause();
  }

  @Test
  void delayIsTakenOnlyForWhatItSaves() {
    // 1 h of work: 6 h of delay save 100 of mean 320 or so: 5 % an hour
    assertThat(waits(Policies.efficiency(), 300, 1)).isTrue();
    assertThat(waits(Policies.balanced(), 300, 1)).isFalse();
    assertThat(waits(Policies.latency(), 300, 1)).isFalse();
    // 6 h of work: six times as much
    assertThat(waits(Policies.balanced(), 300, 6)).isTrue();
    assertThat(waits(Policies.latency(), 300, 6)).isFalse();
    // and 300 of mean 150 instead
    assertThat(waits(Policies.latency(), 50, 6)).isTrue();
    assertThat(waits(Policies.balanced(0), 390, 6)).isTrue();
  }

  @Test
  void thePriceOfDelayIsInTheNameAndTheReason() {
    assertThat(Policies.balanced().name())
        .startsWith("balanced(an hour of delay must save 10.0 % of an hour's emissions)");
    double[] hours = new double[48];
    for (int i = 0; i < hours.length; i++) {
      hours[i] = i < 2 ? 400 : 50;
    }
    Situation s = Situations.costs(Situations.hours(Situations.ordinary(), hours), FREE);
    assertThat(Policies.balanced().decide(s).reason().text())
        .endsWith("against running straight through, the price of delay counted");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Policies.balanced(-1))
        .withMessage("hour of delay -1.0: expected a finite share of 0 or more");
  }

  @Test
  void theThresholdOfTheLastDaysFitsAnyGrid() {
    Policy policy = Policies.threshold();
    for (double scale : new double[] {0.1, 1}) {
      Situation s = Situations.recent(Situations.ordinary(), 100 * scale, 500 * scale);
      assertThat(policy.decide(Situations.current(s, 339 * scale)).isPause()).isFalse();
      assertThat(policy.decide(Situations.current(s, 341 * scale)).isPause()).isTrue();
      Situation paused = Situations.paused(s);
      assertThat(policy.decide(Situations.current(paused, 301 * scale)).isPause())
          .isTrue();
      assertThat(policy.decide(Situations.current(paused, 299 * scale)).isPause())
          .isFalse();
    }
    assertThat(policy.decide(Situations.current(Situations.ordinary(), 900)).isPause())
        .isFalse();
  }

  /** A run that begins in a dirty hour may wait at once: its first minutes are nobody's choice. */
  @Test
  void theFirstRunHasNoMinimum() {
    Situation started = Situations.in(Situations.ordinary(), true, Situations.NOW);
    assertThat(Policies.plan().decide(started).reason().code())
        .isEqualTo(Reason.Code.MINIMUM_LENGTH);
    Past begun = new Past(Situations.NOW, 0, 0);
    assertThat(Policies.plan().decide(Situations.past(started, begun)).isPause())
        .isTrue();
    Past earlier = new Past(Situations.NOW.minusSeconds(1), 0, 0);
    assertThat(
            Policies.plan().decide(Situations.past(started, earlier)).reason().code())
        .isEqualTo(Reason.Code.MINIMUM_LENGTH);
  }

  @Test
  void aPolicyWithFiguresOfOnesOwnKeepsThemAndTheMinimumLengths() {
    assertThat(Policies.percentile(0.2, Duration.ofHours(6)).name())
        .isEqualTo("percentile(runs in the cleanest 20.0 % of the next day, waits 6 h at most),"
            + " runs at least 15 min, pauses at least 15 min");
    assertThat(Policies.throughputWithin(250).name())
        .isEqualTo(
            "throughput(soonest within 250 g), runs at least 15 min, pauses at least 15 min");
    assertThat(Policies.threshold().name())
        .startsWith("threshold(pause above 60.0 %, resume at 50.0 % of the last 7 days' range)");
  }
}
