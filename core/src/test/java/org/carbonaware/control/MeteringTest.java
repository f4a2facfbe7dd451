package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.carbonaware.control.ControllerEvent.MetersDescribed;
import org.carbonaware.energy.EnergyMeter;
import org.carbonaware.energy.EnergyReading;
import org.carbonaware.energy.EnergyReading.Component;
import org.carbonaware.energy.EnergyReading.Kind;
import org.carbonaware.energy.EnergyReading.Scope;
import org.carbonaware.energy.EnergyReading.Technique;
import org.carbonaware.grid.tck.LoggedText;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A meter that says what the test tells it to, from one reading to the next. */
@Timeout(60)
class MeteringTest {
  private static final Instant START = TestClock.START;

  private final Told meter = new Told();
  private final List<ControllerEvent> events = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final Metering metering =
      new Metering(new MeterThread(meter), events::add, warnings::add);

  private static final class Told implements EnergyMeter {
    private List<Component> components = List.of();
    private boolean readingFails;
    private boolean samplingFails;
    private boolean closingFails;
    private int closed;
    private List<Thread> threads = new ArrayList<>();

    @Override
    public EnergyReading read() {
      threads.add(Thread.currentThread());
      if (readingFails) {
        throw new IllegalStateException("unplugged");
      }
      return new EnergyReading(components);
    }

    @Override
    public void sample() {
      if (samplingFails) {
        throw new IllegalStateException("busy");
      }
    }

    @Override
    public void close() {
      closed++;
      if (closingFails) {
        throw new IllegalStateException("already gone");
      }
    }
  }

  private static Component counter(String name, double joules) {
    return new Component(
        name, Kind.CPU, "a test", joules, Technique.RAPL, Scope.DEVICE, 1, "a test");
  }

  private void counts(Component... components) {
    meter.components = Arrays.asList(components);
  }

  private double[] read(Instant now) {
    return metering.read(now).stream().mapToDouble(Metering.Drawn::joules).toArray();
  }

  @AfterEach
  void close() {
    metering.close();
  }

  @Test
  void whatACounterShowsAtFirstWasNotDrawnByThisRun() {
    counts(counter("cpu", 500));
    assertThat(read(START)).containsExactly(0);
    counts(counter("cpu", 620), counter("gpu", 70));
    assertThat(read(START.plusSeconds(1))).as("the second came later").containsExactly(120, 70);
    counts(counter("cpu", 600), counter("gpu", 70));
    assertThat(read(START.plusSeconds(2))).as("counters do not go back").containsExactly(0, 0);
    counts(counter("cpu", 630), counter("gpu", 71));
    assertThat(read(START.plusSeconds(3))).containsExactly(10, 1);
  }

  @Test
  void whatIsNoFigureIsNothing() {
    for (double joules : new double[] {Double.POSITIVE_INFINITY, Double.NaN, -1}) {
      counts(counter("cpu", joules));
      assertThat(read(START)).containsExactly(0);
    }
    counts(counter("cpu", 5));
    assertThat(read(START)).as("nor is it remembered").containsExactly(5);
  }

  @Test
  void worksWhileReadingsCome() {
    assertThat(metering.works()).isFalse();
    assertThat(metering.secondsSinceReading(START)).isZero();
    read(START);
    assertThat(metering.works()).isTrue();
    meter.readingFails = true;
    read(START.plusSeconds(1));
    assertThat(metering.works()).isFalse();
    assertThat(metering.hasReadingOf(START)).isTrue();
    assertThat(metering.hasReadingOf(START.plusSeconds(1))).isFalse();
    assertThat(metering.secondsSinceReading(START.plusMillis(2500))).isCloseTo(2.5, within(1e-12));
    meter.readingFails = false;
    read(START.plusSeconds(3));
    assertThat(metering.works()).isTrue();
    assertThat(warnings).singleElement().asString().contains("unplugged");
  }

  @Test
  void isDueOnceAMinuteHasPassedSinceItWasTried() {
    assertThat(metering.isDue(START)).as("nobody began").isFalse();
    read(START);
    meter.readingFails = true;
    read(START.plusSeconds(30));
    assertThat(metering.isDue(START.plusSeconds(90).minusNanos(1))).isFalse();
    assertThat(metering.isDue(START.plusSeconds(90))).isTrue();
  }

  @Test
  void aLookThatFailsIsToldOnce() {
    metering.look(START);
    assertThat(warnings).isEmpty();
    meter.samplingFails = true;
    metering.look(START);
    metering.look(START);
    assertThat(warnings).singleElement().asString().contains("failed").contains("busy");
  }

  /** It failed from the fortieth second on: of a hundred it covers forty. */
  @Test
  void whileItFailsItCoversLessAndLess() {
    counts(counter("cpu", 1));
    read(START);
    read(START.plusSeconds(40));
    meter.readingFails = true;
    read(START.plusSeconds(40));
    read(START.plusSeconds(100));
    metering.describe(START.plusSeconds(100), true);
    assertThat(events).hasSize(3).last().isInstanceOfSatisfying(MetersDescribed.class, told -> {
      assertThat(told.components().get(0).coverage()).isCloseTo(0.4, within(1e-12));
      assertThat(told.components().get(0).how())
          .isEqualTo("a test; no reading since 2026-03-02T00:00:40Z: the meter failed");
    });
  }

  @Test
  void aFailureAtTheMomentOfTheFirstReadingTakesNothingAway() {
    counts(counter("cpu", 1));
    read(START);
    meter.readingFails = true;
    read(START);
    assertThat(events)
        .hasSize(2)
        .last()
        .isInstanceOfSatisfying(
            MetersDescribed.class,
            told -> assertThat(told.components().get(0).coverage()).isEqualTo(1));
  }

  @Test
  void isReadOnADaemonThreadThatEndsWithIt() throws Exception {
    read(START);
    read(START);
    assertThat(meter.threads).hasSize(2).allMatch(Thread::isDaemon);
    Thread thread = meter.threads.get(0);
    assertThat(meter.threads.get(1)).isSameAs(thread);
    metering.close();
    metering.close();
    assertThat(meter.closed).as("once").isEqualTo(1);
    thread.join(30_000);
    assertThat(thread.isAlive()).isFalse();
  }

  @Test
  void aMeterThatCanNotBeClosedIsLoggedWithItsReason() {
    meter.closingFails = true;
    try (LoggedText logged = new LoggedText()) {
      metering.close();
      assertThat(logged.text()).contains("could not be closed", "already gone");
    }
  }

  @Test
  void oneThatIsClosedWellIsNotLogged() {
    try (LoggedText logged = new LoggedText()) {
      metering.close();
      assertThat(logged.text()).doesNotContain("meter");
    }
  }

  @Test
  void anInterruptIsNotMeantForIt() {
    counts(counter("cpu", 1));
    read(START);
    counts(counter("cpu", 3));
    Thread.currentThread().interrupt();
    assertThat(read(START)).containsExactly(2);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(read(START)).containsExactly(0);
    assertThat(Thread.interrupted()).isFalse();
  }
}
