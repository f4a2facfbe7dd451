package org.carbonaware.examples.forecast.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ForecastTaskTest {
  static Stream<Arguments> splits() {
    SplittableRandom random = new SplittableRandom(42);
    return Stream.generate(() -> {
          int past = random.nextInt(35 * 24, 60 * 24);
          return Arguments.of(past, past + random.nextInt(9 * 24, 20 * 24), random.nextLong());
        })
        .limit(20);
  }

  @ParameterizedTest
  @MethodSource("splits")
  void keepsEveryTargetOutOfTheHoldOut(int start, int size, long seed) {
    Examples examples = ForecastTask.of(new TimeSplit(Grids.hours(Grids.random(size, seed)), start))
        .examples();

    assertThat(examples.issue(examples.size() - 1) + Examples.TARGETS)
        .as("the last example ends where the hold-out begins")
        .isEqualTo(start);
    for (int i = 0; i < examples.size(); i++) {
      assertThat(examples.issue(i) + Examples.TARGETS).isLessThanOrEqualTo(start);
      assertThat(examples.issue(i) - Windows.DAYS * Windows.HOURS).isNotNegative();
    }
    assertThat(
            IntStream.range(0, examples.size()).map(i -> examples.issue(i) % 24).distinct())
        .as("hours of the day at which forecasts are issued")
        .hasSize(24);
  }

  @ParameterizedTest
  @MethodSource("splits")
  void learnsTheSameWhateverTheHoldOutHolds(int start, int size, long seed) {
    double[] hours = Grids.random(size, seed);
    double[] other = hours.clone();
    System.arraycopy(Grids.random(size - start, seed + 1), 0, other, start, size - start);

    ForecastTask task = ForecastTask.of(new TimeSplit(Grids.hours(hours), start));
    ForecastTask changed = ForecastTask.of(new TimeSplit(Grids.hours(other), start));

    assertThat(changed.scale()).isEqualTo(task.scale());
    assertThat(changed.examples().size()).isEqualTo(task.examples().size());
    for (int i = 0; i < task.examples().size(); i++) {
      assertThat(inputs(changed.examples(), i)).isEqualTo(inputs(task.examples(), i));
      assertThat(targets(changed.examples(), i)).isEqualTo(targets(task.examples(), i));
    }
  }

  @ParameterizedTest
  @MethodSource("splits")
  void forecastsTheSameWhateverComesAfterTheIssue(int issue, int size, long seed) {
    double[] hours = Grids.random(size, seed);
    double[] other = hours.clone();
    System.arraycopy(Grids.random(size - issue, seed + 1), 0, other, issue, size - issue);
    Windows windows = new Windows(Grids.hours(hours));
    Windows changed = new Windows(Grids.hours(other));
    float[] inputs = new float[Examples.INPUTS];
    float[] changedInputs = new float[Examples.INPUTS];

    windows.copyInputs(issue, inputs, 0);
    changed.copyInputs(issue, changedInputs, 0);

    assertThat(changedInputs).isEqualTo(inputs);
    assertThat(changed.expected(issue)).isEqualTo(windows.expected(issue));
  }

  @Test
  void readsTheWeekDayByDay() {
    double[] hours = IntStream.range(0, 60 * 24).mapToDouble(hour -> hour + 1).toArray();
    Windows windows = new Windows(Grids.hours(hours));
    float[] inputs = new float[Examples.INPUTS];

    windows.copyInputs(200, inputs, 0);

    assertThat(inputs[0]).isEqualTo((float) Math.log(200 - 168 + 1));
    assertThat(inputs[23]).isEqualTo((float) Math.log(200 - 168 + 24));
    assertThat(inputs[6 * Windows.CHANNELS + 23])
        .as("the hour before the issue")
        .isEqualTo((float) Math.log(200));
    double day = 2 * Math.PI * 8 / 24; // hour 200 - 168 = 32 is 8 o'clock on Tuesday
    double week = 2 * Math.PI * (24 + 8) / 168;
    assertThat(inputs[24]).isCloseTo((float) Math.sin(day), within());
    assertThat(inputs[25]).isCloseTo((float) Math.cos(day), within());
    assertThat(inputs[26]).isCloseTo((float) Math.sin(week), within());
    assertThat(inputs[27]).isCloseTo((float) Math.cos(week), within());
  }

  @Test
  void turnsTheRightAnswerIntoTheRightForecast() {
    double[] hours = Grids.random(60 * 24, 42);
    Windows windows = new Windows(Grids.hours(hours));
    float[] answer = new float[Examples.TARGETS];

    windows.copyTargets(300, answer, 0);

    double[] forecast = windows.corrected(300, answer, 0);
    for (int i = 0; i < 24; i++) {
      assertThat(forecast[i])
          .isCloseTo(hours[300 + i], org.assertj.core.data.Percentage.withPercentage(0.001));
    }
  }

  @Test
  void takesAnHourWithoutEmissionsForOneGram() {
    double[] hours = new double[60 * 24];
    Windows windows = new Windows(Grids.hours(hours));
    float[] inputs = new float[Examples.INPUTS];
    float[] targets = new float[Examples.TARGETS];

    windows.copyInputs(300, inputs, 0);
    windows.copyTargets(300, targets, 0);

    assertThat(inputs[0]).isZero();
    assertThat(targets).containsOnly(0);
    assertThat(windows.corrected(300, targets, 0)).containsOnly(1);
  }

  @Test
  void comesRoundToEveryHourOfTheWeek() {
    TimeSplit split = new TimeSplit(Grids.hours(Grids.random(80 * 24, 42)), 70 * 24);

    assertThat(split.past()).isEqualTo(Duration.ofDays(70));
    assertThat(ForecastTask.of(split).examples().size()).isEqualTo((70 * 24 - 24 - 168) / 5 + 1);
  }

  private static org.assertj.core.data.Offset<Float> within() {
    return org.assertj.core.data.Offset.offset(1e-5f);
  }

  private static float[] inputs(Examples examples, int example) {
    float[] values = new float[Examples.INPUTS];
    examples.copyInputs(example, values, 0);
    return values;
  }

  private static float[] targets(Examples examples, int example) {
    float[] values = new float[Examples.TARGETS];
    examples.copyTargets(example, values, 0);
    return values;
  }
}
