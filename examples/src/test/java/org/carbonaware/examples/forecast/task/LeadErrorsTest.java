package org.carbonaware.examples.forecast.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.carbonaware.examples.forecast.task.LeadErrors.Lead;
import org.carbonaware.grid.IntensitySeries;
import org.junit.jupiter.api.Test;

class LeadErrorsTest {
  private static final Offset<Double> TINY = Offset.offset(1e-9);

  private static double[] constant(double grams) {
    double[] values = new double[24];
    Arrays.fill(values, grams);
    return values;
  }

  private static IntensitySeries actual(double grams) {
    double[] values = new double[48];
    Arrays.fill(values, grams);
    return Grids.hours(values);
  }

  @Test
  void areThoseWorkedOutByHand() {
    double[] forecast = constant(200);
    Arrays.fill(forecast, 0, 6, 220); // 10 % too high
    Arrays.fill(forecast, 6, 9, 150); // 25 % too low in half of the second range
    Arrays.fill(forecast, 12, 15, 100); // 50 % too low in a quarter of the third
    LeadErrors errors = new LeadErrors();

    errors.add(forecast, actual(200), 0);

    assertThat(errors.percent(Lead.TO_6)).isCloseTo(10, TINY);
    assertThat(errors.percent(Lead.TO_12)).isCloseTo(12.5, TINY);
    assertThat(errors.percent(Lead.TO_24)).isCloseTo(12.5, TINY);
    assertThat(errors.percent()).isCloseTo((6 * 10 + 3 * 25 + 3 * 50) / 24.0, TINY);
    assertThat(errors.count()).isEqualTo(1);
  }

  @Test
  void areTheMeanOverForecastsComparedWithTheHoursTheyMeant() {
    double[] hours = new double[30];
    Arrays.fill(hours, 100);
    hours[24] = 400; // the last hour ahead of the second forecast only
    LeadErrors errors = new LeadErrors();

    errors.add(constant(100), Grids.hours(hours), 0);
    errors.add(constant(100), Grids.hours(hours), 1);

    assertThat(errors.percent(Lead.TO_6)).isZero();
    assertThat(errors.percent(Lead.TO_24)).isCloseTo(75.0 / 24, TINY);
  }

  @Test
  void areFiniteWhereTheGridIsClean() {
    LeadErrors errors = new LeadErrors();

    errors.add(constant(3), actual(0), 0);

    assertThat(errors.percent()).as("3 g against 1 g").isCloseTo(300, TINY);
  }

  @Test
  void areComparedDayByDay() {
    LeadErrors errors = new LeadErrors();
    LeadErrors others = new LeadErrors();
    for (int issue = 0; issue < 60; issue++) {
      boolean firstDay = issue < 24;
      errors.add(constant(firstDay ? 110 : 130), actual(100), 0);
      others.add(constant(issue == 50 ? 190 : 120), actual(100), 0);
    }

    assertThat(errors.days()).isEqualTo(3);
    assertThat(errors.daysBetterThan(others)).isEqualTo(1);
    assertThat(others.daysBetterThan(errors)).isEqualTo(2);
    assertThat(errors.daysBetterThan(errors)).isZero();
  }
}
