package org.carbonaware.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.List;
import org.carbonaware.grid.Zone;
import org.junit.jupiter.api.Test;

class TotalsTest {
  private static Totals dirtier() {
    Totals totals = new Totals();
    totals.add(100, 80, new RunOutcome(90, 2, 3600, true));
    totals.add(300, 150, new RunOutcome(330, 4, 7200, false));
    return totals;
  }

  private static Totals best() {
    Totals totals = new Totals();
    totals.add(50, 25, new RunOutcome(25, 0, 0, true));
    return totals;
  }

  private static StrategyResult result(String zone, Totals totals) {
    return totals.result(Zone.of(zone), Strategy.optimal());
  }

  @Test
  void weighsRunsByGramsAndByNumber() {
    StrategyResult result = result("DE", dirtier());
    assertThat(result.runs()).isEqualTo(2);
    assertThat(result.baselineGrams()).isEqualTo(200);
    assertThat(result.grams()).isEqualTo(210);
    assertThat(result.optimalGrams()).isEqualTo(115);
    assertThat(result.savingPercent()).isCloseTo(100 * (1 - 420 / 400.0), offset(1e-9));
    assertThat(result.meanSavingPercent()).isCloseTo((10 - 10) / 2.0, offset(1e-9));
    assertThat(result.optimalSavingPercent()).isCloseTo(100 * (1 - 230 / 400.0), offset(1e-9));
    assertThat(result.keptPercent().orElseThrow()).isCloseTo(100 * -20 / 170.0, offset(1e-9));
    assertThat(result.keptPercentOfSum()).isEqualTo(result.keptPercent());
    assertThat(result.deadlineMisses()).isEqualTo(1);
    assertThat(result.meanSwitches()).isEqualTo(3);
    assertThat(result.meanDelayHours()).isEqualTo(1.5);
  }

  @Test
  void zonesCountAlikeInTheMeanAndByGramsInTheSum() {
    Totals all = new Totals();
    all.add(dirtier());
    all.add(best());
    StrategyResult mean = Totals.mean(List.of(result("DE", dirtier()), result("FR", best())), all);
    assertThat(mean.zone()).isEmpty();
    assertThat(mean.runs()).isEqualTo(3);
    assertThat(mean.baselineGrams()).isEqualTo(125);
    assertThat(mean.grams()).isEqualTo(117.5);
    assertThat(mean.optimalGrams()).isEqualTo(70);
    assertThat(mean.savingPercent()).isCloseTo((-5 + 50) / 2.0, offset(1e-9));
    assertThat(mean.meanSavingPercent()).isCloseTo((0 + 50) / 2.0, offset(1e-9));
    assertThat(mean.optimalSavingPercent()).isCloseTo((42.5 + 50) / 2, offset(1e-9));
    assertThat(mean.keptPercent().orElseThrow())
        .isCloseTo((100 * -20 / 170.0 + 100) / 2, offset(1e-9));
    assertThat(mean.keptPercentOfSum().orElseThrow()).isCloseTo(100 * 5 / 195.0, offset(1e-9));
    assertThat(mean.deadlineMisses()).isEqualTo(1);
    assertThat(mean.meanSwitches()).isEqualTo(1.5);
    assertThat(mean.meanDelayHours()).isEqualTo(0.75);
  }

  @Test
  void addingUpKeepsThePercentagesOfEachRun() {
    Totals all = new Totals();
    all.add(dirtier());
    all.add(best());
    StrategyResult result = result("DE", all);
    assertThat(result.meanSavingPercent()).isCloseTo((10 - 10 + 50) / 3.0, offset(1e-9));
    assertThat(result.meanSwitches()).isEqualTo(2);
    assertThat(result.meanDelayHours()).isEqualTo(1);
  }

  @Test
  void aGridWithoutCarbonSavesNothing() {
    Totals none = new Totals();
    none.add(0, 0, new RunOutcome(0, 0, 0, true));
    StrategyResult result = result("IS", none);
    assertThat(result.savingPercent()).isZero();
    assertThat(result.meanSavingPercent()).isZero();
    assertThat(result.optimalSavingPercent()).isZero();
    assertThat(result.keptPercent()).isEmpty();
  }
}
