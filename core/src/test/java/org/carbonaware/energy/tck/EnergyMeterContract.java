package org.carbonaware.energy.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.carbonaware.energy.EnergyMeter;
import org.carbonaware.energy.EnergyReading;
import org.carbonaware.energy.EnergyReading.Component;
import org.carbonaware.energy.EnergyReading.Method;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link EnergyMeter} does. A subclass says how to make one and how time passes. */
public abstract class EnergyMeterContract {
  private static final int READINGS = 1000;

  private EnergyMeter meter;

  /** Makes a meter on hardware that works. */
  protected abstract EnergyMeter newMeter();

  /** Lets the metered machine run a little, differently each time; in real or in made time. */
  protected abstract void letTimePass();

  /**
   * Makes the hardware unreadable from now on, until the test ends.
   *
   * @return whether all that is measured now stands still; false where nothing can break
   */
  protected boolean breakHardware() {
    return false;
  }

  /** Lets a little time pass in which all the hardware answers. */
  protected void letTimePassAtEase() {
    letTimePass();
  }

  /** Whether the figures come from counters, so that it does not matter how often one looks. */
  protected boolean readsCounters() {
    return false;
  }

  @BeforeEach
  void makeMeter() {
    meter = newMeter();
  }

  @AfterEach
  void closeMeter() {
    meter.close();
  }

  private static List<String> names(EnergyReading reading) {
    return reading.components().stream().map(Component::name).toList();
  }

  @Test
  void metersAtLeastOneComponentAndCallsEachByItsOwnName() {
    assertThat(names(meter.read()))
        .isNotEmpty()
        .doesNotHaveDuplicates()
        .allSatisfy(name -> assertThat(name).isNotBlank());
  }

  @Test
  void saysHowEachFigureWasObtained() {
    assertThat(meter.read().components()).allSatisfy(component -> {
      assertThat(component.how()).isNotBlank().hasLineCount(1).doesNotContain("\r");
      assertThat(component.kind()).isNotNull();
      assertThat(component.device()).isNotNull().doesNotContain("\n");
      assertThat(component.scope()).isNotNull();
      assertThat(component.method()).isEqualTo(component.technique().method());
    });
  }

  @Test
  void hardwareThatWorksIsCoveredAllTheTime() {
    for (int i = 0; i < 100; i++) {
      letTimePassAtEase();
      if (i % 3 == 0) {
        meter.sample();
      }
      assertThat(meter.read().components())
          .extracting(Component::coverage)
          .allSatisfy(coverage -> assertThat(coverage).isCloseTo(1, within(1e-9)));
    }
  }

  @Test
  void looksBetweenReadingsNeverTakeAnythingBack() {
    SplittableRandom random = new SplittableRandom(42);
    EnergyReading last = meter.read();
    for (int i = 0; i < READINGS; i++) {
      if (random.nextInt(3) > 0) {
        letTimePass();
      }
      if (random.nextBoolean()) {
        meter.sample();
      } else {
        EnergyReading next = meter.read();
        assertNoneFell(last, next);
        last = next;
      }
    }
    assertThat(meter.read().joules()).isPositive();
  }

  @Test
  void countersTellTheSameHoweverOftenTheyAreLookedAt() {
    SplittableRandom random = new SplittableRandom(42);
    try (EnergyMeter rare = newMeter();
        EnergyMeter often = newMeter()) {
      double rareBegin = rare.read().joules();
      double oftenBegin = often.read().joules();
      for (int i = 0; i < 30; i++) {
        letTimePass();
        for (int look = random.nextInt(4); look > 0; look--) {
          if (random.nextBoolean()) {
            often.sample();
          } else {
            often.read();
          }
        }
      }
      double rareJoules = rare.read().joules() - rareBegin;
      double oftenJoules = often.read().joules() - oftenBegin;
      assertThat(rareJoules).isNotNegative();
      assertThat(oftenJoules).isNotNegative();
      if (readsCounters()) {
        assertThat(oftenJoules).isCloseTo(rareJoules, within(1e-6)).isPositive();
      }
    }
  }

  @Test
  void hardwareThatBreaksStopsTheFiguresAndLowersTheCoverageButNothingElse() {
    for (int i = 0; i < 5; i++) {
      letTimePass();
      meter.sample();
    }
    EnergyReading before = meter.read();
    boolean broken = breakHardware();
    EnergyReading after = before;
    for (int i = 0; i < 20; i++) {
      letTimePass();
      assertThatCode(meter::sample).doesNotThrowAnyException();
      EnergyReading next = meter.read();
      assertNoneFell(after, next);
      after = next;
    }
    if (broken) {
      assertThat(measuredJoules(after)).isEqualTo(measuredJoules(before));
      assertThat(after.components())
          .filteredOn(component -> component.method() == Method.MEASURED)
          .isNotEmpty()
          .allSatisfy(component -> assertThat(component.coverage()).isLessThan(1));
      assertThat(after.components())
          .allSatisfy(component -> assertThat(component.how()).hasLineCount(1));
    }
  }

  private static double measuredJoules(EnergyReading reading) {
    return reading.components().stream()
        .filter(component -> component.method() == Method.MEASURED)
        .mapToDouble(Component::joules)
        .sum();
  }

  private static void assertNoneFell(EnergyReading last, EnergyReading next) {
    assertThat(names(next)).isEqualTo(names(last));
    for (int c = 0; c < next.components().size(); c++) {
      double joules = next.components().get(c).joules();
      assertThat(joules)
          .isFinite()
          .isGreaterThanOrEqualTo(Math.max(0, last.components().get(c).joules()));
    }
  }

  @Test
  void figuresNeverFallAndAreNumbers() {
    EnergyReading last = meter.read();
    for (int i = 0; i < READINGS; i++) {
      letTimePass();
      EnergyReading next = meter.read();
      assertNoneFell(last, next);
      last = next;
    }
    assertThat(last.joules()).as("drawn in the end").isPositive();
  }

  @Test
  void readingTwiceAtOnceIsNoHarm() {
    letTimePass();
    double first = meter.read().joules();
    assertThat(meter.read().joules()).isGreaterThanOrEqualTo(first).isFinite();
  }

  @Test
  void metersStandOnTheirOwn() {
    letTimePass();
    meter.read();
    try (EnergyMeter other = newMeter()) {
      double before = other.read().joules();
      letTimePass();
      assertThat(meter.read().joules()).isPositive();
      assertThat(other.read().joules()).isGreaterThanOrEqualTo(before);
    }
  }

  @Test
  void canBeClosedTwiceAndReadAfterwards() {
    letTimePass();
    double before = meter.read().joules();
    meter.close();
    assertThatCode(meter::close).doesNotThrowAnyException();
    assertThat(meter.read().joules()).isFinite().isGreaterThanOrEqualTo(before);
  }
}
