package org.carbonaware.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Optional;
import org.carbonaware.plan.tck.PolicyContract;
import org.carbonaware.plan.tck.Situations;
import org.junit.jupiter.api.Test;

class CleanShareTest extends PolicyContract {
  private static final Duration WAIT = Duration.ofHours(6);

  @Override
  protected Policy policy() {
    return new CleanShare(0.3, Optional.of(WAIT));
  }

  /** 10 to 240 in the next 24 hours, far cleaner after. */
  private static Situation rising(double now) {
    double[] hours = new double[48];
    for (int i = 0; i < hours.length; i++) {
      hours[i] = i < 24 ? 10 * (i + 1) : 1;
    }
    return Situations.current(Situations.hours(Situations.ordinary(), hours), now);
  }

  @Test
  void runsInTheCleanestThirtyPercentOfTheNextDay() {
    assertThat(policy().decide(rising(80)).isPause()).isFalse(); // the 8th of 24
    Decision pause = policy().decide(rising(81));
    assertThat(pause.isPause()).isTrue();
    assertThat(pause.reason())
        .isEqualTo(new Reason(
            Reason.Code.DIRTY_NOW,
            "81 g/kWh is above 80 g/kWh, which bounds the cleanest 30.0 % of the next 24 h"));
    assertThat(new CleanShare(1, Optional.empty()).decide(rising(240)).isPause())
        .isFalse();
  }

  @Test
  void runsThroughOnceItHasWaitedLongEnough() {
    Situation dirty = rising(200);
    Situation waited = Situations.past(dirty, new Past(dirty.now().minus(WAIT), 0, 0));
    assertThat(policy().decide(waited).reason())
        .isEqualTo(new Reason(Reason.Code.DEADLINE, "it has waited for 6 h of at most 6 h"));
    Job working = dirty.job().withWorkDone(Duration.ofMinutes(1));
    assertThat(policy().decide(Situations.job(waited, working)).isPause()).isTrue();
    assertThat(new CleanShare(0.3, Optional.empty()).decide(waited).isPause()).isTrue();
  }

  @Test
  void refusesSharesAndWaitsOutOfRange() {
    for (double share : new double[] {0, 1.01, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new CleanShare(share, Optional.empty()))
          .withMessageContaining("expected a share above 0 and at most 1, such as 0.3");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Policies.percentile(0.3, WAIT.negated()))
        .withMessage("longest wait PT-6H: expected a duration of 0 or more");
  }

  @Test
  void itsNameSaysTheShareAndTheWait() {
    assertThat(policy().name())
        .isEqualTo("percentile(runs in the cleanest 30.0 % of the next day, waits 6 h at most)");
    assertThat(new CleanShare(0.3, Optional.empty()).name())
        .isEqualTo("percentile(runs in the cleanest 30.0 % of the next day)");
  }

  /** The least clean hours that count are those of the share rounded up: one of 4, not none. */
  @Test
  void unknownHoursCountNotAndWithoutAPresentTheOutlooksFirstDoes() {
    Situation s =
        Situations.hours(Situations.ordinary(), 200, Double.NaN, 100, Double.NaN, 300, 400);
    Situation unseen = Situations.with(s, Optional.empty(), s.outlook());
    assertThat(policy().decide(unseen).reason().text())
        .isEqualTo("200 g/kWh is at or below 200 g/kWh, which bounds the cleanest 30.0 % of the"
            + " next 24 h"); // 2 of 4
    assertThat(policy().decide(unseen).until()).isEqualTo(s.now().plus(Duration.ofHours(1)));
    assertThat(policy().decide(Situations.current(s, 201)).isPause()).isTrue();
  }

  @Test
  void withoutAnyKnownHourItRunsAndSaysSo() {
    Situation unknown = Situations.hours(Situations.ordinary(), Double.NaN, Double.NaN);
    assertThat(policy().decide(unknown).reason().code()).isEqualTo(Reason.Code.UNKNOWN_INTENSITY);
  }

  @Test
  void whoMayNotWaitNeverWaits() {
    Situation dirty = rising(240);
    Situation begins = Situations.past(dirty, new Past(dirty.now(), 0, 0));
    CleanShare never = new CleanShare(0.3, Optional.of(Duration.ZERO));
    assertThat(never.decide(begins).reason().text())
        .isEqualTo("it has waited for 0 s of at most 0 s");
    Job ahead = dirty.job().withWorkDone(Duration.ofSeconds(1)); // counted a little early
    assertThat(never.decide(Situations.job(begins, ahead)).isPause()).isFalse();
  }
}
