package org.carbonaware.benchmarks.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.carbonaware.benchmarks.published.LwaMl.Training;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LetsWaitAwhileTest {
  /** Two days of 100 g but around 01:00. */
  private static double[] twoDays() {
    double[] grams = new double[2 * 48];
    Arrays.fill(grams, 100);
    grams[0] = 60;
    grams[3] = 80;
    grams[49] = 50;
    grams[53] = 20;
    return grams;
  }

  @Test
  void aNightlyJobMovesToTheLowestSlotAround() {
    double[] grams = twoDays();
    LwaNightly.Savings savings = LwaNightly.savings(grams, grams, 2, 3);
    // 100 + 100, then 80 + 50, 60 + 50; with w = 3 the first day's window would begin in 2019.
    assertThat(savings.byJobs()).containsExactly(new double[] {0, 35, 45, 80}, offset(1e-9));
    assertThat(savings.byDays()).containsExactly(new double[] {0, 35, 45, 90}, offset(1e-9));
  }

  @Test
  void aNightlyJobPaysTheTruthWhereTheForecastIsWrong() {
    double[] grams = twoDays();
    double[] expected = grams.clone();
    expected[1] = 10; // in truth 100
    LwaNightly.Savings savings = LwaNightly.savings(grams, expected, 2, 1);
    assertThat(savings.byJobs()[1]).isEqualTo(25, offset(1e-9)); // 100 + 50 of 200
  }

  @ParameterizedTest
  @CsvSource({
    "2020-01-06T12:00, 2020-01-06T12:00, Monday within working hours",
    "2020-01-06T17:00, 2020-01-06T17:00, Monday at the end of them",
    "2020-01-06T17:30, 2020-01-07T09:00, Monday evening",
    "2020-01-07T08:30, 2020-01-07T09:00, Tuesday early",
    "2020-01-07T09:00, 2020-01-07T09:00, Tuesday at nine",
    "2020-01-10T17:30, 2020-01-11T09:00, Friday evening: a quirk of the study",
    "2020-01-11T00:00, 2020-01-13T09:00, Saturday early",
    "2020-01-11T12:00, 2020-01-13T09:00, Saturday",
    "2020-01-12T08:30, 2020-01-13T09:00, Sunday early",
    "2020-01-12T12:00, 2020-01-13T09:00, Sunday",
  })
  void isDueOnTheNextWorkday(LocalDateTime finish, LocalDateTime due, String why) {
    assertThat(MlDeadline.NEXT_WORKDAY.after(finish)).as(why).isEqualTo(due);
  }

  @ParameterizedTest
  @CsvSource({
    "2020-01-06T08:30, 2020-01-06T09:00, Monday early",
    "2020-01-06T09:00, 2020-01-06T09:00, Monday at nine",
    "2020-01-06T09:30, 2020-01-09T09:00, Monday later",
    "2020-01-07T12:00, 2020-01-09T09:00, Tuesday",
    "2020-01-09T09:00, 2020-01-09T09:00, Thursday at nine",
    "2020-01-09T09:30, 2020-01-13T09:00, Thursday later",
    "2020-01-11T12:00, 2020-01-13T09:00, Saturday",
    "2020-01-12T23:30, 2020-01-13T09:00, Sunday night",
  })
  void isDueTwiceAWeek(LocalDateTime finish, LocalDateTime due, String why) {
    assertThat(MlDeadline.SEMI_WEEKLY.after(finish)).as(why).isEqualTo(due);
  }

  @Test
  void theWindowOfATrainingHasASlotMoreThanItsSlack() {
    // From Friday 2020-01-03 16:00 for 2 hours: until 18:00, due on Saturday at 09:00.
    Training training = new Training(2 * 48 + 32, 4);
    assertThat(training.slack(MlDeadline.NEXT_WORKDAY)).isEqualTo(30);
    assertThat(training.windowEnd(30)).isEqualTo(2 * 48 + 32 + 4 + 30 + 1);
  }

  @Test
  void aTrainingIsComparedWithTheBetterOfItsFirstTwoSlots() {
    // Wednesday 16:30 for an hour: due on Thursday at 09:00, which is slot 66; that one counts too.
    List<Training> trainings = List.of(new Training(33, 2));
    double[] grams = new double[100];
    Arrays.fill(grams, 10);
    grams[35] = 8; // 34 and 35 are the better of the first two
    grams[40] = 4;
    grams[41] = 6;
    grams[50] = 3;
    grams[66] = 2;
    grams[67] = 1;
    assertThat(LwaMl.saved(trainings, grams, grams, MlDeadline.NEXT_WORKDAY, false))
        .isEqualTo(100 * (1 - 10.0 / 18), offset(1e-9));
    assertThat(LwaMl.saved(trainings, grams, grams, MlDeadline.NEXT_WORKDAY, true))
        .isEqualTo(100 * (1 - 5.0 / 18), offset(1e-9));
  }

  @Test
  void aWindowEndsWithTheSeries() {
    double[] grams = {5, 5, 5, 1};
    assertThat(
            LwaMl.saved(List.of(new Training(0, 2)), grams, grams, MlDeadline.NEXT_WORKDAY, true))
        .isEqualTo(40, offset(1e-9)); // 6 of 10
  }

  @Test
  void theSeriesBeginsWithTheYearAndEndsWithTheLastKnownValue(@TempDir Path folder)
      throws IOException {
    Path plain = folder.resolve("lwa.csv");
    Files.writeString(plain, "");
    try (var gzip =
        new java.util.zip.GZIPOutputStream(Files.newOutputStream(folder.resolve(HalfHours.FILE)))) {
      gzip.write("""
          time_as_published,ger,gb,fr
          2019-12-31T23:30,1,2,3
          2020-01-01T00:00,4,5,6
          2020-01-01T00:30,7,8,9
          2020-01-01T01:00,,10,
          """.getBytes(StandardCharsets.UTF_8));
    }
    Map<String, double[]> series = HalfHours.read(new DataFolder(folder));
    assertThat(series.keySet()).containsExactly("DE", "GB", "FR");
    assertThat(series.get("DE")).containsExactly(4, 7);
    assertThat(series.get("GB")).containsExactly(5, 8, 10);
    assertThat(series.get("FR")).containsExactly(6, 9);
  }

  @Test
  void theNoiseIsAsLargeAsToldAndTheSameForASeed() {
    double[] truth = new double[20_000];
    Arrays.fill(truth, 200);
    double[] noisy = WhiteNoise.on(truth, 0.05, 7);
    assertThat(noisy).isEqualTo(WhiteNoise.on(truth, 0.05, 7));
    assertThat(noisy).isNotEqualTo(WhiteNoise.on(truth, 0.05, 8));
    double variance = Arrays.stream(noisy)
        .map(value -> (value - 200) * (value - 200))
        .average()
        .orElseThrow();
    assertThat(Math.sqrt(variance)).isCloseTo(10, offset(0.2));
  }
}
