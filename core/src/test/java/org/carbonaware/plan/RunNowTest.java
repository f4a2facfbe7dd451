package org.carbonaware.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.carbonaware.plan.tck.PolicyContract;
import org.carbonaware.plan.tck.Situations;
import org.junit.jupiter.api.Test;

class RunNowTest extends PolicyContract {
  @Override
  protected Policy policy() {
    return Policies.runNow();
  }

  @Test
  void neverPauses() {
    Situation dirty = Situations.current(Situations.ordinary(), 2000);
    Decision decision = policy().decide(Situations.paused(dirty));
    assertThat(decision.isPause()).isFalse();
    assertThat(decision.reason().code()).isEqualTo(Reason.Code.ALWAYS_RUN);
    assertThat(decision.until()).isEqualTo(dirty.job().deadline());
  }
}
