package org.carbonaware.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.carbonaware.cli.RecordedDecision.Lowest;
import org.junit.jupiter.api.Test;

class ObservedIntensitiesTest {
  private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

  private record Observed(Instant at, double gramsPerKwh) {}

  private static Instant second(long number) {
    return START.plusSeconds(number);
  }

  /** Second by second. */
  private static OptionalDouble mean(List<Observed> sorted, long from, long to) {
    double sum = 0;
    int seconds = 0;
    for (long s = from; s < to; s++) {
      for (int i = sorted.size() - 1; i >= 0; i--) {
        if (!sorted.get(i).at().isAfter(second(s))) {
          sum += sorted.get(i).gramsPerKwh();
          seconds++;
          break;
        }
      }
    }
    return seconds == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / seconds);
  }

  @Test
  void meansAndLowestAreThoseOfAllSeconds() {
    SplittableRandom random = new SplittableRandom(42);
    for (int round = 0; round < 200; round++) {
      ObservedIntensities observed = new ObservedIntensities();
      List<Observed> all = new ArrayList<>();
      for (int i = random.nextInt(8); i > 0; i--) {
        Observed each = new Observed(second(random.nextInt(60)), 100 + random.nextInt(5));
        if (all.stream().noneMatch(other -> other.at().equals(each.at()))) {
          observed.add(each.at(), each.gramsPerKwh());
          all.add(each);
        }
      }
      observed.sort();
      all.sort((a, b) -> a.at().compareTo(b.at()));
      long from = random.nextInt(60);
      long to = from + random.nextInt(30);

      OptionalDouble expected = mean(all, from, to);
      OptionalDouble mean = observed.mean(second(from), second(to));
      assertThat(mean.isPresent()).isEqualTo(expected.isPresent());
      assertThat(mean.orElse(0)).isCloseTo(expected.orElse(0), within(1e-9));
      assertThat(observed.lowest(second(from), second(to)).map(Lowest::gramsPerKwh))
          .isEqualTo(all.stream()
              .filter(each -> each.at().isAfter(second(from)) && each.at().isBefore(second(to)))
              .map(Observed::gramsPerKwh)
              .min(Double::compare));
    }
  }

  @Test
  void theFirstOfEqualOnesIsTheLowest() {
    ObservedIntensities observed = new ObservedIntensities();
    observed.add(second(1), 5);
    observed.add(second(2), 7);
    observed.add(second(3), 5);
    observed.sort();
    assertThat(observed.lowest(second(0), Instant.MAX))
        .isEqualTo(Optional.of(new Lowest(second(1), 5)));
    assertThat(observed.lowest(second(3), second(9))).isEmpty();
  }

  @Test
  void halfAMillionIntensitiesAreOneRun() {
    ObservedIntensities observed = new ObservedIntensities();
    for (int i = 0; i < 500_000; i++) {
      observed.add(second(i), i % 2);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> observed.add(second(500_000), 0))
        .withMessage("more than 500000 intensities, expected those of one run");
  }

  @Test
  void timesOfOtherCenturiesAreRefused() {
    ObservedIntensities observed = new ObservedIntensities();
    for (Instant far : List.of(Instant.MAX, Instant.MIN, Instant.parse("2200-01-01T00:00:00Z"))) {
      assertThatThrownBy(() -> observed.add(far, 1))
          .isInstanceOf(DateTimeException.class)
          .hasMessageEndingWith("is out of range, expected 1828 to 2112");
    }
  }
}
