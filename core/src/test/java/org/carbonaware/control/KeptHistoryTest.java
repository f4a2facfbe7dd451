package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.Freshness;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.Zone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeptHistoryTest {
  private static final Instant NOW = TestClock.START.plus(Duration.ofMinutes(20));
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration TWO_YEARS = Duration.ofDays(738);

  private final Told told = new Told(800);

  @Test
  void theLastDaysComeFirstThenOlderPiecesAsFarAsIsWanted() {
    KeptHistory history = kept(Duration.ofDays(120));
    assertThat(history.upTo(NOW).orElseThrow().start())
        .isEqualTo(TestClock.START.minus(Duration.ofDays(14)));
    assertThat(history.extended(NOW).orElseThrow().start())
        .isEqualTo(TestClock.START.minus(Duration.ofDays(105)));
    IntensitySeries whole = history.extended(NOW).orElseThrow();
    assertThat(whole).isEqualTo(told.history(HourlyGrid.ZONE, NOW.minusSeconds(120 * 86_400), NOW));
    assertThat(history.extended(NOW)).isEmpty();
    assertThat(told.questions)
        .startsWith("-14d..0m", "-105d..-14d0h20m", "-120d..-105d0h20m")
        .hasSize(4);
  }

  @Test
  void noSourceIsAskedForMoreThanItHas() {
    told.longest = Duration.ofDays(93);
    KeptHistory history = kept(TWO_YEARS);
    history.upTo(NOW);
    assertThat(history.extended(NOW)).isPresent();
    assertThat(history.extended(NOW)).isEmpty();
    assertThat(told.questions).containsExactly("-14d..0m", "-93d..-14d0h20m");
  }

  @Test
  void nothingIsAskedForWhereThereIsNothing() {
    Told young = new Told(20);
    KeptHistory history = new KeptHistory(young, HourlyGrid.ZONE, TWO_YEARS, this::isOurs);
    history.upTo(NOW);
    for (int i = 0; i < 9; i++) {
      history.extended(NOW.plus(HOUR.multipliedBy(i)));
    }
    assertThat(young.questions).containsExactly("-14d..0m", "-105d..-14d0h20m", "-196d..-105d");
  }

  @Test
  void asksAgainOnceAStepIsOverForWhatIsNewAndALittleBeforeIt() {
    KeptHistory history = kept(Duration.ofDays(14));
    for (int minutes = 0; minutes <= 180; minutes += 5) {
      history.upTo(NOW.plus(Duration.ofMinutes(minutes)));
    }
    assertThat(told.questions)
        .containsExactly("-14d..0m", "-17h20m..45m", "-16h20m..105m", "-15h20m..165m");
  }

  @Test
  void whatIsCorrectedIsReplacedAndWhatIsMissingIsNot() {
    KeptHistory history = kept(Duration.ofDays(14));
    history.upTo(NOW);
    told.change = series -> changed(series, -5, 1000);
    Instant later = NOW.plus(HOUR);
    assertThat(history.upTo(later).orElseThrow().at(hour(-5))).hasValue(1000);
    told.change = series -> changed(series, -5, Double.NaN);
    assertThat(history.upTo(later.plus(HOUR)).orElseThrow().at(hour(-5))).hasValue(1000);
  }

  @Test
  void gapsAreAskedForAgainOnceADay() {
    told.change = series -> changed(series, -100, Double.NaN);
    KeptHistory history = kept(Duration.ofDays(14));
    history.upTo(NOW);
    told.change = UnaryOperator.identity();
    for (int hours = 1; hours < 24; hours++) {
      assertThat(history.upTo(NOW.plus(HOUR.multipliedBy(hours))).orElseThrow().at(hour(-100)))
          .isEmpty();
    }
    IntensitySeries next = history.upTo(NOW.plus(Duration.ofDays(1))).orElseThrow();
    assertThat(next.at(hour(-100))).isPresent();
    assertThat(told.questions.get(24)).isEqualTo("-13d..1440m");
    history.upTo(NOW.plus(Duration.ofDays(1)).plusSeconds(1));
    assertThat(told.questions).hasSize(25);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aLongHistoryThatFailsCostsTheShortOneNothing(boolean passes) {
    KeptHistory history = kept(TWO_YEARS);
    IntensitySeries recent = history.upTo(NOW).orElseThrow();
    told.failure =
        Optional.of(passes ? GridException.passing("busy", null) : GridException.lasting("no"));
    assertThat(history.extended(NOW)).isEmpty();
    assertThat(history.upTo(NOW)).contains(recent);
    int asked = told.questions.size();
    Duration pause = passes ? KeptHistory.PATIENCE : KeptHistory.REVIEW;
    told.failure = Optional.empty();
    assertThat(history.extended(NOW.plus(pause).minusNanos(1))).isEmpty();
    assertThat(told.questions).hasSize(asked);
    assertThat(history.extended(NOW.plus(pause))).isPresent();
  }

  @Test
  void figuresOfAnotherBasisNeverMeetThese() {
    KeptHistory history = kept(TWO_YEARS);
    IntensitySeries recent = history.upTo(NOW).orElseThrow();
    told.change = series -> IntensitySeries.of(
        series.zone(),
        Basis.DIRECT,
        series.provenance(),
        series.start(),
        series.step(),
        series.toArray());
    assertThat(history.extended(NOW)).isEmpty();
    IntensitySeries later = history.upTo(NOW.plus(HOUR)).orElseThrow();
    assertThat(later.toArray()).isEqualTo(recent.toArray());
  }

  @Test
  void figuresOfAnotherProviderAreTakenOnlyOnceItsOwnAreADayOld() {
    KeptHistory history = kept(TWO_YEARS);
    history.upTo(NOW);
    told.change =
        series -> series.withProvenance(new Provenance("another", Provenance.Kind.MEASURED));
    assertThat(history.extended(NOW)).isEmpty();
    IntensitySeries day = history.upTo(NOW.plus(Duration.ofHours(24))).orElseThrow();
    assertThat(day.end()).isEqualTo(hour(1));
    assertThat(day.provenance().source()).isEqualTo("a test");
    IntensitySeries anew = history.upTo(NOW.plus(Duration.ofHours(25))).orElseThrow();
    assertThat(anew.provenance().source()).isEqualTo("another");
    assertThat(anew.start()).isEqualTo(hour(25 - 14 * 24));
    assertThat(history.extended(NOW.plus(Duration.ofHours(25)))).isPresent();
  }

  @Test
  void remarksOnAnOriginDoNotMakeItAnother() {
    told.change = series -> series.withProvenance(new Provenance(
        "a test (" + series.size() + " values estimated)", Provenance.Kind.ESTIMATED));
    KeptHistory history = kept(TWO_YEARS);
    history.upTo(NOW);
    assertThat(history.extended(NOW)).isPresent();
    assertThat(history.upTo(NOW.plus(HOUR)).orElseThrow().end()).isEqualTo(hour(2));
  }

  @Test
  void shorterStepsAreKeptAndLongerOnesRepeated() {
    KeptHistory history = kept(Duration.ofDays(60));
    told.change = series -> split(series, 4);
    history.upTo(NOW);
    told.change = UnaryOperator.identity();
    IntensitySeries whole = history.extended(NOW).orElseThrow();
    assertThat(whole.step()).isEqualTo(Duration.ofMinutes(15));
    for (int i = 0; i < whole.size(); i++) {
      assertThat(whole.gramsPerKwh(i)).isEqualTo(told.at(whole.startOf(i)));
    }
    told.change = series -> split(series, 3);
    assertThat(history.upTo(NOW.plus(HOUR)).orElseThrow().end()).isEqualTo(hour(1));
  }

  @Test
  void stepsThatBeginBetweenTheOthersAreNotJoined() {
    KeptHistory history = kept(Duration.ofDays(14));
    history.upTo(NOW);
    told.change = series -> IntensitySeries.of(
        series.zone(),
        series.basis(),
        series.provenance(),
        series.start().plus(Duration.ofMinutes(30)),
        series.step(),
        series.toArray());
    assertThat(history.upTo(NOW.plus(HOUR)).orElseThrow().end()).isEqualTo(hour(1));
  }

  @Test
  void whileTheSourceFailsWhatIsKeptIsStaleAndAfterADayItIsNothing() {
    KeptHistory history = kept(Duration.ofDays(14));
    history.upTo(NOW);
    told.failure = Optional.of(GridException.passing("out of reach", null));
    IntensitySeries kept = history.upTo(NOW.plus(Duration.ofHours(20))).orElseThrow();
    assertThat(kept.provenance().freshness()).isEqualTo(Freshness.stale(Duration.ofHours(20)));
    assertThat(kept.end()).isEqualTo(hour(1));
    assertThatThrownBy(() -> history.upTo(NOW.plus(Duration.ofHours(25))))
        .hasMessage("out of reach");
  }

  @Test
  void aClockThatIsSetBackLosesNothingButWhatWasKept() {
    KeptHistory history = kept(Duration.ofDays(14));
    history.upTo(NOW);
    Instant before = NOW.minus(Duration.ofDays(30));
    assertThat(history.upTo(before).orElseThrow().end()).isEqualTo(hour(1 - 30 * 24));
  }

  @Test
  void aClockThatIsSetBackADayKeepsTheHistoryThoughNobodyKnowsItsAge() {
    KeptHistory history = kept(Duration.ofDays(14));
    history.upTo(NOW);
    Instant before = NOW.minus(Duration.ofDays(1));
    told.failure = Optional.of(GridException.passing("out of reach", null));
    IntensitySeries kept = history.upTo(before).orElseThrow();
    assertThat(kept.end()).isEqualTo(hour(1 - 24));
    assertThat(kept.provenance().freshness()).isEqualTo(Freshness.stale(Duration.ZERO));
    told.failure = Optional.empty();
    assertThat(history.upTo(before).orElseThrow().provenance().freshness())
        .as("asked again at once")
        .isEqualTo(Freshness.LIVE);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aClockThatIsSetBackADayEndsTheRestOfASourceThatFailed(boolean passes) {
    KeptHistory history = kept(TWO_YEARS);
    told.failure =
        Optional.of(passes ? GridException.passing("busy", null) : GridException.lasting("no"));
    assertThat(history.atHand(NOW)).isEmpty();
    assertThat(history.atHand(NOW.plusSeconds(1))).isEmpty();
    assertThat(told.questions).hasSize(1);
    told.failure = Optional.empty();
    Instant before = NOW.minus(Duration.ofDays(1));
    assertThat(history.atHand(before)).isPresent();
    told.failure = Optional.of(GridException.passing("busy", null));
    assertThat(history.extended(before)).isEmpty();
    told.failure = Optional.empty();
    assertThat(history.extended(before.minus(Duration.ofDays(1)))).isPresent();
  }

  @Test
  void whatIsKeptIsWhatTheSourceWouldSayWheneverItIsAsked() {
    SplittableRandom random = new SplittableRandom(42);
    for (int run = 0; run < 200; run++) {
      Duration wanted = Duration.ofHours(random.nextInt(1, 24 * 300));
      KeptHistory history = kept(wanted);
      Instant now = NOW.minus(Duration.ofDays(random.nextInt(400)));
      for (int look = 0; look < 20; look++) {
        history.upTo(now);
        history.extended(now);
        now = now.plus(Duration.ofMinutes(random.nextInt(1, 3 * 60)));
      }
      IntensitySeries kept = history.upTo(now).orElseThrow();
      IntensitySeries said = told.history(HourlyGrid.ZONE, now.minus(wanted), now);
      assertThat(kept.start()).isEqualTo(said.start());
      assertThat(kept.toArray()).isEqualTo(said.toArray());
    }
  }

  private KeptHistory kept(Duration wanted) {
    return new KeptHistory(told, HourlyGrid.ZONE, wanted, this::isOurs);
  }

  private boolean isOurs(Basis basis) {
    return basis == Basis.LIFECYCLE;
  }

  private static Instant hour(int number) {
    return TestClock.START.plus(HOUR.multipliedBy(number));
  }

  private static IntensitySeries changed(IntensitySeries series, int hour, double grams) {
    double[] values = series.toArray();
    int index = series.indexOf(hour(hour));
    if (index >= 0 && index < values.length) {
      values[index] = grams;
    }
    return IntensitySeries.of(
        series.zone(), series.basis(), series.provenance(), series.start(), series.step(), values);
  }

  private static IntensitySeries split(IntensitySeries series, int parts) {
    double[] values = new double[series.size() * parts];
    Arrays.setAll(values, i -> series.gramsPerKwh(i / parts));
    return IntensitySeries.of(
        series.zone(),
        series.basis(),
        series.provenance(),
        series.start(),
        series.step().dividedBy(parts),
        values);
  }

  /** A grid that began some days before the present and notes what it is asked for. */
  private static final class Told extends Around {
    private final List<String> questions = new ArrayList<>();
    private final HourlyGrid grid;
    private UnaryOperator<IntensitySeries> change = UnaryOperator.identity();
    private Duration longest = Duration.ofDays(3653);
    private Optional<GridException> failure = Optional.empty();

    Told(int days) {
      this(HourlyGrid.since(
          TestClock.START.minus(Duration.ofDays(days)),
          new SplittableRandom(days).doubles((days + 20) * 24L, 1, 900).toArray()));
    }

    private Told(HourlyGrid grid) {
      super(grid);
      this.grid = grid;
    }

    double at(Instant time) {
      return grid.at(time).orElse(Double.NaN);
    }

    @Override
    public Duration longestHistory() {
      return longest;
    }

    @Override
    public IntensitySeries history(Zone zone, Instant from, Instant to) {
      questions.add(text(from) + ".." + text(to));
      failure.ifPresent(e -> {
        throw e;
      });
      return change.apply(super.history(zone, from, to));
    }

    private static String text(Instant time) {
      Duration since = Duration.between(NOW, time);
      if (!since.isNegative()) {
        return since.toMinutes() + "m";
      }
      Duration before = since.negated();
      String text = (before.toDays() > 0 ? before.toDays() + "d" : "")
          + (before.toHoursPart() > 0 || before.toMinutesPart() > 0
              ? before.toHoursPart() + "h"
              : "")
          + (before.toMinutesPart() > 0 ? before.toMinutesPart() + "m" : "");
      return "-" + text;
    }
  }
}
