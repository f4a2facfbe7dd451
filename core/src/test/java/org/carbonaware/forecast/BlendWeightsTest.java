package org.carbonaware.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.Zone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which weights are learned from issues as old as the newest is. */
class BlendWeightsTest {
  private static final Zone DE = Zone.of("DE");
  private static final Duration HALF_LIFE = Duration.ofHours(12);
  private static final int[] ENDS = {0, 6, 24, 48, 72, 96};
  private static final double[] TYPICAL = {0.25, 0.5, 0.45, 0.4, 0.35};
  private static final int THURSDAY = 24 * 115; // 2024-04-25

  /** What an issue says of an hour ahead of it. */
  private interface Said {
    double of(int issueHour, int lead);
  }

  /**
   * When a provider issued.
   *
   * @param name what is special about it
   * @param hours the hours of its issues
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Habit(String name, int... hours) {
    @Override
    public String toString() {
      return name;
    }

    int newest(int hour) {
      return Arrays.stream(hours).filter(issue -> issue <= hour).max().orElseThrow();
    }

    /** The first of each day. */
    int[] firsts() {
      return Arrays.stream(hours)
          .filter(hour -> Arrays.stream(hours).noneMatch(h -> h / 24 == hour / 24 && h < hour))
          .toArray();
    }

    ProviderForecasts saying(Said said) {
      return ProviderForecasts.of(Map.of(
          DE,
          Arrays.stream(hours)
              .mapToObj(hour -> {
                double[] values = new double[96];
                Arrays.setAll(values, lead -> said.of(hour, lead));
                return issue(hour, MadeGrid.HOUR, values);
              })
              .toList()));
    }
  }

  private static IntensitySeries issue(int hour, Duration step, double... values) {
    Provenance provider = new Provenance("provider", Provenance.Kind.FORECAST);
    return IntensitySeries.of(DE, Basis.DIRECT, provider, MadeGrid.hour(hour), step, values);
  }

  private static Habit daily(int firstDay, int lastDay, int hourOfDay) {
    return new Habit(
        "daily at " + hourOfDay,
        IntStream.rangeClosed(firstDay, lastDay).map(d -> 24 * d + hourOfDay).toArray());
  }

  private static double truth(int hour) {
    return hour < MadeGrid.GRID.length ? MadeGrid.GRID[hour] : 300;
  }

  // Its errors grow with the lead and last for hours, as real ones do.
  private static double usual(int issueHour, int lead) {
    double drift = Math.sin(issueHour * 1.7 + lead * 0.13) * Math.min(0.5, 0.02 + 0.02 * lead);
    return truth(issueHour + lead) * Math.exp(drift);
  }

  private static double[] at(BlendWeights weights, int hour) {
    Instant now = MadeGrid.hour(hour);
    return weights.at(MadeGrid.grid().between(MadeGrid.START, now), now);
  }

  static Stream<Habit> habits() {
    SplittableRandom random = new SplittableRandom(42);
    List<Integer> irregular = new ArrayList<>();
    for (int hour = 24 * 20 + 3; hour < THURSDAY + 168; hour += random.nextInt(3, 60)) {
      irregular.add(hour);
    }
    int[] twice = IntStream.range(2 * 20, 2 * 121)
        .filter(half -> half % 7 != 0 && half % 11 != 0)
        .map(half -> 12 * half)
        .toArray();
    return Stream.of(
        daily(20, 121, 0),
        daily(20, 121, 5),
        daily(20, 117, 22),
        new Habit("twice a day, some missing", twice),
        new Habit("irregular", irregular.stream().mapToInt(Integer::intValue).toArray()));
  }

  @ParameterizedTest
  @MethodSource("habits")
  void theWeightsAreThoseOfTheLeastPercentageErrorAtThatAge(Habit habit) {
    BlendWeights weights =
        new BlendWeights(habit.saying(BlendWeightsTest::usual), new Persistence(), HALF_LIFE);
    for (int hour = THURSDAY; hour < THURSDAY + 168; hour++) {
      int age = Math.min(18, (hour - habit.newest(hour)) / 6 * 6);
      double[] expected = weightsByHand(habit, age);
      double[] learned = at(weights, hour);
      for (int stretch = 0; stretch < 5; stretch++) {
        assertThat(learned[stretch])
            .as("hour %d, stretch %d", hour - THURSDAY, stretch)
            .isCloseTo(expected[stretch], offset(1e-12));
      }
    }
  }

  @Test
  void agesAreToldApartByThatTest() {
    assertThat(IntStream.of(0, 6, 12, 18)
            .mapToObj(age -> Arrays.toString(weightsByHand(daily(20, 121, 0), age))))
        .doesNotHaveDuplicates();
  }

  private static double[] weightsByHand(Habit habit, int age) {
    int[] asked = Arrays.stream(habit.firsts())
        .map(issue -> issue + age)
        .filter(hour -> hour + 96 <= THURSDAY)
        .toArray();
    double[] weights = new double[5];
    for (int stretch = 0; stretch < 5; stretch++) {
      double[] sums = new double[21];
      for (int w = 0; w <= 20; w++) {
        for (int hour : asked) {
          for (int lead = ENDS[stretch]; lead < ENDS[stretch + 1] && lead + age < 96; lead++) {
            double error = age == 0 ? 0 : truth(hour - 1) - usual(hour - age, age - 1);
            double said = usual(hour - age, age + lead) + error * Math.pow(0.5, (lead + 1) / 12.0);
            double own = truth(hour - 24 + lead % 24);
            double mixed = Math.pow(own, 1 - w / 20.0) * Math.pow(Math.max(1, said), w / 20.0);
            sums[w] += Math.abs(mixed / truth(hour + lead) - 1);
          }
        }
      }
      int best = IntStream.rangeClosed(0, 20).reduce(0, (a, b) -> sums[b] < sums[a] ? b : a);
      double learned = 0.7 * Math.min(1, asked.length / 60.0);
      weights[stretch] = (1 - learned) * TYPICAL[stretch] + learned * best / 20;
    }
    return weights;
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "5, 1", "6, 0", "11, 0", "12, 1", "17, 1", "18, 0", "23, 0"})
  void anIssueThatIsRightAtSomeAgesOnlyIsHeardAtThose(int hourOfDay, int best) {
    // right of the hours that are 0 to 5 and 12 to 17 after the issue, which is daily at 0 h
    Said said = (issue, lead) -> lead / 6 % 2 == 0 ? truth(issue + lead) : 3000;
    BlendWeights weights =
        new BlendWeights(daily(20, 121, 0).saying(said), new Persistence(), Duration.ZERO);
    assertThat(at(weights, THURSDAY + 24 * 3 + hourOfDay)[0])
        .isCloseTo(0.3 * 0.25 + 0.7 * best, offset(1e-12));
  }

  @Test
  void anIssueOlderThanADayCountsAsOneOf18Hours() {
    Said said = (issue, lead) -> lead < 24 ? truth(issue + lead) : 3000;
    BlendWeights weights = new BlendWeights(
        daily(20, THURSDAY / 24, 0).saying(said), new Persistence(), Duration.ZERO);
    double[] evening = at(weights, THURSDAY + 20);
    assertThat(evening[0]).isCloseTo(0.3 * 0.25 + 0.7, offset(1e-12));
    assertThat(at(weights, THURSDAY + 24 * 3 + 1)).isEqualTo(evening);
  }

  @Test
  void theErrorCarriedOnIsLearnedWith() {
    // always 200 g too much: known as soon as an hour of the issue is, and then no error is left
    ProviderForecasts forecasts =
        daily(20, 121, 0).saying((issue, lead) -> truth(issue + lead) + 200);
    BlendWeights carried = new BlendWeights(forecasts, new Persistence(), Duration.ofDays(100_000));
    BlendWeights not = new BlendWeights(forecasts, new Persistence(), Duration.ZERO);
    for (int hour : new int[] {6, 12, 18}) {
      assertThat(at(carried, THURSDAY + hour)[0]).isCloseTo(0.3 * 0.25 + 0.7, offset(1e-12));
      assertThat(at(not, THURSDAY + hour)[0]).isLessThan(0.5);
    }
    assertThat(at(carried, THURSDAY)).isEqualTo(at(not, THURSDAY));
    Instant noon = MadeGrid.hour(THURSDAY + 12);
    ProviderBlend blend = new ProviderBlend(forecasts, new Persistence(), Duration.ofDays(100_000));
    double share = 0.3 * 0.25 + 0.7;
    assertThat(MadeGrid.forecast(blend, MadeGrid.grid(), noon)[1])
        .isCloseTo(
            Math.pow(MadeGrid.persistence(noon)[1], 1 - share)
                * Math.pow(truth(THURSDAY + 13), share),
            offset(1e-3));
  }

  @Test
  void hoursOf0GramsAndMissingOnesDoNotCount() {
    IntensitySeries odd = MadeGrid.changed(
        0,
        MadeGrid.GRID.length,
        i -> i % 24 == 3 ? 0 : i % 24 == 10 ? Double.NaN : MadeGrid.GRID[i]);
    BlendWeights weights = new BlendWeights(
        daily(20, 121, 0).saying((issue, lead) -> truth(issue + lead)),
        new Persistence(),
        Duration.ZERO);
    double[] learned = weights.at(odd, MadeGrid.hour(THURSDAY + 6));
    assertThat(learned).isEqualTo(at(weights, THURSDAY + 6));
    assertThat(learned[0]).isCloseTo(0.3 * 0.25 + 0.7, offset(1e-12));
  }

  /** Notes at which moments it is asked, and needs ten days each time. */
  private static final class Asked implements Forecaster {
    private final List<Instant> moments = new ArrayList<>();

    @Override
    public String model() {
      return "asked";
    }

    @Override
    public Duration memory() {
      return Duration.ofDays(10);
    }

    @Override
    public Forecast forecast(IntensitySeries history, Instant issuedAt, Duration horizon) {
      assertThat(history.start()).isEqualTo(issuedAt.minus(memory()));
      assertThat(history.end()).isEqualTo(issuedAt);
      moments.add(issuedAt);
      return new Persistence().forecast(history, issuedAt, horizon);
    }
  }

  @ParameterizedTest
  @CsvSource({
    // daily at this hour, asked at this one: the first and the last moment that is learned from
    "0, 0, 0, 0",
    "0, 5, 0, 0",
    "0, 6, -18, -18",
    "0, 12, -12, -12",
    "0, 23, -6, -6",
    "6, 7, -18, -18",
    "6, 13, -12, -12",
    "6, 5, 0, 0",
  })
  void of180DaysEachMomentHasItsMemoryAndAllOfItsFourDays(
      int issuedAt, int hourOfDay, int first, int last) {
    // Thursday 2024-09-12, day 255, and the last day of its week
    int week = 24 * 255;
    double[] values = new double[week + 168];
    Arrays.setAll(values, i -> MadeGrid.GRID[i % MadeGrid.GRID.length]);
    Instant now = MadeGrid.hour(week + 144 + hourOfDay);
    Habit habit = daily(30, 261, issuedAt);
    Asked own = new Asked();
    BlendWeights weights = new BlendWeights(habit.saying((issue, lead) -> 300), own, HALF_LIFE);
    Duration memory = new ProviderBlend(habit.saying((issue, lead) -> 300), own).memory();
    weights.at(MadeGrid.series(MadeGrid.HOUR, values).between(now.minus(memory), now), now);
    assertThat(own.moments)
        .hasSize(180)
        .startsWith(MadeGrid.hour(week - 96 - 24 * 179 + first))
        .endsWith(MadeGrid.hour(week - 96 + last));
  }

  @Test
  void whatIsOlderThanItsMemoryShowsInNoBit() {
    double[] values = new double[24 * 300];
    Arrays.setAll(values, i -> MadeGrid.GRID[i % MadeGrid.GRID.length]);
    ProviderForecasts forecasts = daily(30, 290, 0)
        .saying((issue, lead) -> values[issue + lead] * (1 + 0.01 * lead * Math.sin(issue + lead)));
    // the hours of a Wednesday, the last day of a week: the issues learned from are the oldest
    for (int hour : new int[] {0, 5, 6, 12, 18, 23}) {
      ProviderBlend blend = new ProviderBlend(forecasts, new ProfileBlend());
      Instant now = MadeGrid.hour(24 * 282 + hour);
      double[] overwritten = values.clone();
      int memory = (int) blend.memory().toHours();
      Arrays.fill(overwritten, 0, 24 * 282 + hour - memory, 7);
      assertThat(MadeGrid.forecast(
              new ProviderBlend(forecasts, new ProfileBlend()),
              MadeGrid.series(MadeGrid.HOUR, overwritten),
              now))
          .as("at %d h", hour)
          .isEqualTo(MadeGrid.forecast(blend, MadeGrid.series(MadeGrid.HOUR, values), now));
    }
  }

  @ParameterizedTest
  @CsvSource({"PT15M", "PT3H", "PT8H", "PT12H"})
  void stepsOtherThanAnHourLearnToo(Duration step) {
    int perDay = (int) Duration.ofDays(1).dividedBy(step);
    double[] values = new double[perDay * 120];
    Arrays.setAll(values, i -> 300 + 100 * Math.sin(i * 40.0 / perDay));
    IntensitySeries history = MadeGrid.series(step, values);
    // right for a day, and then not at all
    List<IntensitySeries> issues = IntStream.range(10, 120)
        .mapToObj(day -> {
          double[] said = new double[4 * perDay];
          Arrays.setAll(said, i -> i < perDay ? values[day * perDay + i] : 3000);
          return issue(24 * day, step, said);
        })
        .toList();
    BlendWeights weights = new BlendWeights(
        ProviderForecasts.of(Map.of(DE, issues)), new Persistence(), Duration.ZERO);
    double[] morning = weights.at(history, MadeGrid.hour(THURSDAY));
    double[] evening = weights.at(history, MadeGrid.hour(THURSDAY + 18));
    assertThat(morning[1]).isCloseTo(0.3 * 0.5 + 0.7, offset(1e-12));
    assertThat(evening[1]).isCloseTo(0.3 * 0.5, offset(1e-12));
  }

  @Test
  void aStretchOfWhichNothingWasSaidKeepsTheTypicalWeight() {
    List<IntensitySeries> issues = IntStream.range(20, 116)
        .mapToObj(
            day -> MadeGrid.grid().between(MadeGrid.hour(24 * day), MadeGrid.hour(24 * day + 30)))
        .toList();
    BlendWeights weights = new BlendWeights(
        ProviderForecasts.of(Map.of(DE, issues)), new Persistence(), Duration.ZERO);
    double[] right = {0.3 * 0.25 + 0.7, 0.3 * 0.5 + 0.7, 0.3 * 0.45 + 0.7, 0.4, 0.35};
    assertThat(at(weights, 24 * 21)).containsExactly(TYPICAL);
    assertThat(at(weights, THURSDAY)).containsExactly(right, offset(1e-12));
  }
}
