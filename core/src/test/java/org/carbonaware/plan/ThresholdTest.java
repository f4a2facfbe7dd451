package org.carbonaware.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Optional;
import org.carbonaware.plan.tck.PolicyContract;
import org.carbonaware.plan.tck.Situations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThresholdTest extends PolicyContract {
  private static final Situation RUNNING = Situations.ordinary();
  private static final Situation PAUSED = Situations.paused(RUNNING);

  @Override
  protected Policy policy() {
    return new Threshold(300, 250);
  }

  private Decision decide(Situation situation) {
    return policy().decide(situation);
  }

  @ParameterizedTest
  @CsvSource({
    "true, 301, true",
    "true, 300, false",
    "true, 260, false",
    "false, 260, true",
    "false, 251, true",
    "false, 250, false",
    "false, 0, false"
  })
  void pausesAboveTheUpperLimitAndRunsAgainAtTheLower(
      boolean running, double gramsPerKwh, boolean pause) {
    Situation situation = Situations.current(running ? RUNNING : PAUSED, gramsPerKwh);
    assertThat(decide(situation).isPause()).isEqualTo(pause);
  }

  @Test
  void saysWhatItComparedInGramsPerKwh() {
    assertThat(decide(Situations.current(RUNNING, 301.4)).reason())
        .isEqualTo(new Reason(Reason.Code.DIRTY_NOW, "301 g/kWh is above 300 g/kWh"));
    assertThat(decide(Situations.current(PAUSED, 9.25)).reason())
        .isEqualTo(new Reason(Reason.Code.CLEAN_NOW, "9.3 g/kWh is at or below 250 g/kWh"));
    assertThat(policy().name()).isEqualTo("threshold(pause above 300 g/kWh, resume at 250 g/kWh)");
  }

  @Test
  void expectsThePauseToEndWithTheFirstCleanHourOfTheOutlook() {
    Situation dirty = Situations.current(Situations.hours(RUNNING, 400, 400, 240, 400), 400);
    assertThat(decide(dirty).until()).isEqualTo(dirty.now().plus(Duration.ofHours(2)));
    Situation between = Situations.at(dirty, dirty.now().plusSeconds(600));
    assertThat(decide(between).until()).isEqualTo(dirty.now().plus(Duration.ofHours(2)));
  }

  @Test
  void expectsTheRunToEndWithTheFirstDirtyHourOfTheOutlook() {
    Situation clean = Situations.current(Situations.hours(RUNNING, 100, 300, 301), 100);
    assertThat(decide(clean).until()).isEqualTo(clean.now().plus(Duration.ofHours(2)));
  }

  @Test
  void anOutlookThatStartsLaterCountsFromItsFirstHour() {
    var later =
        Situations.outlook(RUNNING.now().plus(Duration.ofHours(5)), Duration.ofHours(1), 100, 100);
    Situation dirty =
        Situations.with(RUNNING, Optional.of(Situations.intensity(400)), Optional.of(later));
    assertThat(decide(dirty).until()).isEqualTo(later.start());
  }

  @Test
  void withoutAnOutlookItExpectsAnHour() {
    Situation dirty =
        Situations.with(RUNNING, Optional.of(Situations.intensity(400)), Optional.empty());
    assertThat(decide(dirty).until()).isEqualTo(dirty.now().plus(Duration.ofHours(1)));
  }

  @Test
  void runsWhenTheIntensityIsUnknownWhateverTheOutlookSays() {
    Situation unknown = Situations.with(PAUSED, Optional.empty(), PAUSED.outlook());
    assertThat(decide(unknown).isPause()).isFalse();
    assertThat(decide(unknown).reason().code()).isEqualTo(Reason.Code.UNKNOWN_INTENSITY);
  }

  @Test
  void refusesLimitsTheWrongWayRound() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Policies.threshold(200, 300))
        .withMessageContaining("resume below 300.0")
        .withMessageContaining("expected 0 <= resume below <= pause above");
    assertThatIllegalArgumentException().isThrownBy(() -> Policies.threshold(200, -1));
    assertThatIllegalArgumentException().isThrownBy(() -> Policies.threshold(Double.NaN, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> Policies.threshold(1, Double.NaN));
  }

  @Test
  void anHourAtTheLowerLimitIsClean() {
    Situation dirty = Situations.current(Situations.hours(RUNNING, 400, 251, 250, 249), 400);
    assertThat(decide(dirty).until()).isEqualTo(dirty.now().plus(Duration.ofHours(2)));
  }
}
