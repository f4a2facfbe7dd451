package org.carbonaware.grid.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Zone;
import org.junit.jupiter.api.Test;

/** What every grid source must do. A source's test extends it and says how to make one. */
public abstract class GridSourceContract {
  private static final Duration DAY = Duration.ofDays(1);

  /** A source whose present is the clock's. */
  protected abstract GridSource source(InstantSource clock);

  /** A zone that the source knows. */
  protected abstract Zone zone();

  /** A moment inside a step, with data before and after it. */
  protected abstract Instant now();

  /** A zone that the source does not know. */
  protected Zone unknownZone() {
    return Zone.of("NO-SUCH-ZONE");
  }

  private GridSource source() {
    return source(InstantSource.fixed(now()));
  }

  @Test
  public void hasANameForPeople() {
    assertThat(source().name()).isNotBlank().doesNotContain("\n");
  }

  @Test
  public void saysTheSameBasisEverywhere() {
    GridSource source = source();
    assertThat(source.history(zone(), now().minus(DAY), now()).basis()).isEqualTo(source.basis());
    assertThat(source.current(zone(), now()).map(Intensity::basis).orElse(source.basis()))
        .isEqualTo(source.basis());
    assertThat(
            source.forecast(zone(), now(), DAY).map(IntensitySeries::basis).orElse(source.basis()))
        .isEqualTo(source.basis());
  }

  @Test
  public void answersForTheZoneAsked() {
    GridSource source = source();
    assertThat(source.history(zone(), now().minus(DAY), now()).zone()).isEqualTo(zone());
    assertThat(source.forecast(zone(), now(), DAY).map(IntensitySeries::zone).orElse(zone()))
        .isEqualTo(zone());
  }

  @Test
  public void currentAgreesWithHistory() {
    GridSource source = source();
    Optional<Intensity> current = source.current(zone(), now());
    assertThat(current).isPresent();
    assertThat(current.get().at()).isBeforeOrEqualTo(now());
    IntensitySeries history = source.history(zone(), now().minus(DAY), now().plusSeconds(1));
    history.at(now()).ifPresent(value -> {
      assertThat(value).isEqualTo(current.get().gramsPerKwh());
      assertThat(history.startOf(history.indexOf(now())))
          .isEqualTo(current.get().at());
    });
  }

  @Test
  public void historyStaysWithinTheBoundsAsked() {
    Instant from = now().minus(DAY).plusSeconds(17);
    Instant to = now().minus(Duration.ofHours(3)).minusNanos(1);
    IntensitySeries history = source().history(zone(), from, to);
    assertThat(history.size()).isPositive();
    assertThat(history.startOf(1))
        .as("the first step reaches into the interval")
        .isAfter(from);
    assertThat(history.startOf(history.size() - 1)).isBefore(to);
  }

  @Test
  public void historyOfAnEmptyIntervalIsEmpty() {
    Instant at = now().minus(DAY);
    assertThat(source().history(zone(), at, at).size()).isZero();
    assertThat(source().history(zone(), at, at.minus(DAY)).size()).isZero();
  }

  @Test
  public void historyHoldsNothingOfTheFuture() {
    IntensitySeries history = source().history(zone(), now().minus(DAY), now().plus(DAY));
    for (int i = 0; i < history.size(); i++) {
      if (!Double.isNaN(history.gramsPerKwh(i))) {
        assertThat(history.startOf(i)).isBeforeOrEqualTo(now());
      }
    }
    Instant later = now().plus(Duration.ofHours(5));
    assertThat(source().history(zone(), later, later.plus(DAY)).mean()).isEmpty();
  }

  @Test
  public void historyDoesNotChangeWithTheIntervalAsked() {
    GridSource source = source();
    IntensitySeries whole = source.history(zone(), now().minus(DAY), now());
    IntensitySeries part =
        source.history(zone(), now().minus(Duration.ofHours(9)), now().minus(Duration.ofHours(4)));
    for (int i = 0; i < part.size(); i++) {
      assertThat(part.gramsPerKwh(i)).isEqualTo(whole.gramsPerKwh(whole.indexOf(part.startOf(i))));
    }
  }

  @Test
  public void itsLongestHistoryIsAnsweredAndMoreIsRefusedInWordsIfAtAll() {
    GridSource source = source();
    Duration longest = source.longestHistory();
    assertThat(longest).isPositive();
    IntensitySeries whole = source.history(zone(), now().minus(longest), now());
    assertThat(whole.mean()).isPresent();
    IntensitySeries day = source.history(zone(), now().minus(DAY), now());
    assertThat(whole.between(day.start(), day.end()).toArray()).isEqualTo(day.toArray());
    try {
      IntensitySeries more = source.history(zone(), now().minus(longest.multipliedBy(2)), now());
      assertThat(more.end()).isEqualTo(whole.end());
    } catch (GridException e) {
      assertThat(e).hasMessageContaining("expected at most");
      assertThat(e.mayHelpToRetry()).isFalse();
    }
  }

  @Test
  public void theForecastsFirstStepContainsNow() {
    source().forecast(zone(), now(), DAY).ifPresent(forecast -> {
      assertThat(forecast.start()).isBeforeOrEqualTo(now());
      assertThat(forecast.startOf(1)).isAfter(now());
      assertThat(forecast.startOf(forecast.size() - 1)).isBefore(now().plus(DAY));
    });
  }

  @Test
  public void anUnknownZoneIsALastingFailure() {
    GridSource source = source();
    List<Callable<Object>> questions = List.of(
        () -> source.current(unknownZone(), now()),
        () -> source.history(unknownZone(), now().minus(DAY), now()),
        () -> source.forecast(unknownZone(), now(), DAY));
    for (Callable<Object> question : questions) {
      assertThatThrownBy(question::call)
          .isInstanceOf(GridException.class)
          .hasMessageContaining(unknownZone().key())
          .satisfies(e -> assertThat(((GridException) e).mayHelpToRetry()).isFalse());
    }
  }

  @Test
  public void theSameQuestionHasTheSameAnswer() {
    assertThat(answers(source())).isEqualTo(answers(source()));
    GridSource one = source();
    assertThat(answers(one)).isEqualTo(answers(one));
  }

  @Test
  public void severalThreadsGetTheSameAnswer() throws Exception {
    GridSource source = source();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<List<Object>>> asked = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        asked.add(threads.submit(() -> answers(source)));
      }
      List<Object> expected = answers(source);
      for (Future<List<Object>> answer : asked) {
        assertThat(answer.get()).isEqualTo(expected);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private List<Object> answers(GridSource source) {
    return List.of(
        source.current(zone(), now()),
        source.history(zone(), now().minus(DAY), now()),
        source.forecast(zone(), now(), DAY));
  }
}
