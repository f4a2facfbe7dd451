package org.carbonaware.energy.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import org.carbonaware.energy.EnergyMeter;
import org.carbonaware.energy.EnergyReading;
import org.carbonaware.energy.EnergyReading.Component;
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
    assertThat(meter.read().components())
        .allSatisfy(component -> assertThat(component.how()).isNotBlank().doesNotContain("\n"));
  }

  @Test
  void figuresNeverFallAndAreNumbers() {
    EnergyReading last = meter.read();
    for (int i = 0; i < READINGS; i++) {
      letTimePass();
      EnergyReading next = meter.read();
      assertThat(names(next)).isEqualTo(names(last));
      for (int c = 0; c < next.components().size(); c++) {
        double joules = next.components().get(c).joules();
        assertThat(joules)
            .isFinite()
            .isGreaterThanOrEqualTo(Math.max(0, last.components().get(c).joules()));
      }
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
