package org.carbonaware.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.carbonaware.plan.tck.PolicyContract;
import org.carbonaware.plan.tck.Situations;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeadlineGuardTest extends PolicyContract {
  private static final Situation S = Situations.ordinary();
  private static final Duration MARGIN = Duration.ofMinutes(7);

  @Override
  protected Policy policy() {
    return DeadlineGuard.around(Policies.plan(), MARGIN);
  }

  private record Fixed(Supplier<@Nullable Decision> decision) implements Policy {
    @Override
    public String name() {
      return "fixed";
    }

    @Override
    @SuppressWarnings("NullAway") // a policy that breaks its promise
    public Decision decide(Situation situation) {
      return decision.get();
    }
  }

  private static DeadlineGuard guard(Supplier<@Nullable Decision> decision) {
    return DeadlineGuard.around(new Fixed(decision), MARGIN);
  }

  private static DeadlineGuard pausing() {
    return guard(() -> Decision.pause(Instant.MAX, Reason.Code.DIRTY_NOW, "for ever"));
  }

  /** The last moment at which a pause may be decided, by hand: 24 h less all that must fit. */
  private static Instant lastPause(Situation s) {
    return s.job()
        .deadline()
        .minus(MARGIN)
        .minus(s.job().pessimisticWorkLeft())
        .minus(s.costs().restoreTime())
        .minus(s.reaction())
        .minus(s.costs().checkpointTime());
  }

  @Test
  void allowsAPauseToTheLastMomentAndNotLonger() {
    for (Situation s : new Situation[] {S, Situations.paused(S)}) {
      Instant last = lastPause(s);
      assertThat(pausing().decide(Situations.at(s, last)).isPause()).isTrue();
      Decision forced = pausing().decide(Situations.at(s, last.plusNanos(1)));
      assertThat(forced.isPause()).isFalse();
      assertThat(forced.reason().code()).isEqualTo(Reason.Code.DEADLINE);
    }
  }

  @Test
  void leavesTimeToReactToComeBackAndToSave() {
    Costs slow = new Costs(300, 0, Duration.ofMinutes(11), Duration.ofMinutes(13));
    Situation s = Situations.reaction(Situations.costs(S, slow), Duration.ofMinutes(17));
    Instant last = S.job().deadline().minus(Duration.ofMinutes(7 + 300 + 11 + 13 + 17));
    assertThat(pausing().decide(Situations.at(s, last)).isPause()).isTrue();
    assertThat(pausing().decide(Situations.at(s, last.plusNanos(1))).isPause()).isFalse();
  }

  @Test
  void aPauseIsAnnouncedToEndAtTheLatestStart() {
    DeadlineGuard guard = pausing();
    assertThat(guard.decide(S).until()).isEqualTo(guard.latestStart(S.job(), S.costs()));
    assertThat(guard.latestStart(S.job(), S.costs()))
        .isEqualTo(S.job().deadline().minus(Duration.ofMinutes(7 + 300 + 1)));
    Instant soon = S.now().plusSeconds(60);
    assertThat(guard(() -> Decision.pause(soon, Reason.Code.DIRTY_NOW, "a minute"))
            .decide(S)
            .until())
        .isEqualTo(soon);
  }

  @Test
  void decisionsToRunPassUnchanged() {
    Decision run = Decision.run(Instant.MAX, Reason.Code.CLEAN_NOW, "clean");
    assertThat(guard(() -> run).decide(S)).isSameAs(run);
  }

  @Test
  void whateverAPolicyFailsWithTheTrainingRuns() {
    Throwable[] failures = {
      new IllegalStateException("broken"),
      new NoClassDefFoundError("Gone"),
      new AssertionError("no")
    };
    for (Throwable failure : failures) {
      Decision decision =
          guard(() -> DeadlineGuardTest.<RuntimeException>fail(failure)).decide(S);
      assertThat(decision.isPause()).isFalse();
      assertThat(decision.reason())
          .isEqualTo(new Reason(
              Reason.Code.POLICY_FAILED, "the policy failed, so the training runs: " + failure));
      assertThat(decision.until()).isEqualTo(S.now().plus(S.reaction()));
    }
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> Decision fail(Throwable failure) throws E {
    throw (E) failure;
  }

  @Test
  void aPolicyThatDecidesNothingFails() {
    Decision decision = guard(() -> null).decide(S);
    assertThat(decision.isPause()).isFalse();
    assertThat(decision.reason().text())
        .isEqualTo("the policy failed, so the training runs:"
            + " java.lang.NullPointerException: it made no decision");
  }

  @Test
  void saysWhenTheWorkMustStartAndWhenItMayNotFit() {
    Situation late = Situations.at(S, lastPause(S).plusSeconds(1));
    assertThat(pausing().decide(late).reason().text())
        .isEqualTo("the work left (5 h at a pessimistic speed) must be started by Tue 06:52 UTC"
            + " to meet the deadline Tue 12:00 UTC");
    Situation tooLate = Situations.at(S, S.job().deadline().minus(Duration.ofHours(4)));
    assertThat(pausing().decide(tooLate).reason().text())
        .isEqualTo("the work left (5 h at a pessimistic speed) may not fit before the deadline"
            + " Tue 12:00 UTC");
  }

  @Test
  void theMinimumPauseGivesWayToTheDeadline() {
    Policy stubborn =
        Policies.threshold(300, 250).withMinimumLengths(Duration.ZERO, Duration.ofDays(400));
    Situation justPaused = Situations.current(Situations.in(S, false, S.now()), 100);
    assertThat(DeadlineGuard.around(stubborn, MARGIN).decide(justPaused).isPause())
        .isTrue();
    Situation late = Situations.at(justPaused, lastPause(S).plusNanos(1));
    assertThat(DeadlineGuard.around(stubborn, MARGIN).decide(late).isPause()).isFalse();
  }

  @Test
  void bearsThePolicysNameAndRefusesANegativeMargin() {
    assertThat(pausing().name()).isEqualTo("fixed");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DeadlineGuard.around(Policies.runNow(), Duration.ofSeconds(-1)))
        .withMessageContaining("expected a duration of 0 or more");
  }
}
