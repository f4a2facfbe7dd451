package org.carbonaware.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.carbonaware.CarbonAwareException;
import org.carbonaware.energy.EnergyReading.Component;
import org.carbonaware.energy.EnergyReading.Kind;
import org.carbonaware.energy.EnergyReading.Method;
import org.carbonaware.energy.EnergyReading.Technique;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalibrationTest {
  private static final Offset<Double> EXACT = within(1e-9);
  private static final long SECOND = 1_000_000_000L;

  private long nanoTime = 3;
  private double joules;
  private boolean closed;
  private int looks;

  private final EnergyMeter inner = new EnergyMeter() {
    @Override
    public EnergyReading read() {
      return new EnergyReading(
          List.of(Component.of("cpu", Kind.CPU, joules, Technique.RAPL, "RAPL")));
    }

    @Override
    public void sample() {
      looks++;
    }

    @Override
    public void close() {
      closed = true;
    }
  };

  @Test
  void addsTheBaseAndWhatThePowerSupplyLoses() {
    EnergyMeter meter = new Calibration(40, 0.8, "a test").over(inner, () -> nanoTime);
    nanoTime += 10 * SECOND;
    joules = 600;
    EnergyReading reading = meter.read();
    assertThat(reading.joules()).isCloseTo((600 + 400) / 0.8, EXACT);
    assertThat(reading.components())
        .extracting(Component::name)
        .containsExactly("cpu", "base", "supply");
    Component base = reading.components().get(1);
    assertThat(base.kind()).isEqualTo(Kind.BASE);
    assertThat(base.technique()).isEqualTo(Technique.CONSTANT);
    assertThat(base.joules()).isCloseTo(400, EXACT);
    assertThat(base.how()).isEqualTo("40.0 W for board, fans and disks: a test");
    Component supply = reading.components().get(2);
    assertThat(supply.kind()).isEqualTo(Kind.SUPPLY);
    assertThat(supply.method()).isEqualTo(Method.ESTIMATED);
    assertThat(supply.joules()).isCloseTo(250, EXACT);
    assertThat(supply.how()).isEqualTo("what a power supply of 80.0 % efficiency loses: a test");
    meter.close();
    assertThat(closed).isTrue();
  }

  @Test
  void isFoundAgainFromTwoReadingsAtTheWall() {
    Calibration.Pair idle = new Calibration.Pair((20 + 55) / 0.9, 20);
    Calibration.Pair load = new Calibration.Pair((320 + 55) / 0.9, 320);
    Calibration found = Calibration.between(idle, load);
    assertThat(found.baseWatts()).isCloseTo(55, EXACT);
    assertThat(found.supplyEfficiency()).isCloseTo(0.9, EXACT);
    assertThat(found)
        .hasToString("base 55.0 W, power supply 90.0 % efficient (two readings at the wall, idle"
            + " 83.3 W at the wall and 20.0 W metered, under load 416.7 W and 320.0 W)");
  }

  @ParameterizedTest
  @CsvSource({
    "100, 20, 90, 120, expected more under load than idle",
    "100, 20, 300, 20, expected more under load than idle",
    "100, 20, 100, 80, expected more under load than idle",
    "100, 20, 200, 150, load adds more in the machine than at the wall",
    "100, 90, 300, 190, the machine meters more than arrives",
    "100, 20, 500, 219, less than half of what load adds at the wall is metered"
  })
  void readingsThatFitNoMachineAreExplained(
      double idleWall, double idle, double loadWall, double load, String reason) {
    assertThatThrownBy(() -> Calibration.between(
            new Calibration.Pair(idleWall, idle), new Calibration.Pair(loadWall, load)))
        .isInstanceOf(CarbonAwareException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void takesReadingsOfAMachineThatLosesNothing() {
    Calibration lossless =
        Calibration.between(new Calibration.Pair(100, 20), new Calibration.Pair(200, 120));
    assertThat(lossless.supplyEfficiency()).isEqualTo(1);
    assertThat(lossless.baseWatts()).isEqualTo(80);
    Calibration bare =
        Calibration.between(new Calibration.Pair(100, 50), new Calibration.Pair(200, 100));
    assertThat(bare.supplyEfficiency()).isEqualTo(0.5);
    assertThat(bare.baseWatts()).isZero();
    Calibration dark =
        Calibration.between(new Calibration.Pair(10, 0), new Calibration.Pair(110, 80));
    assertThat(dark.baseWatts()).isCloseTo(8, EXACT);
  }

  @Test
  void whatIsLostStaysLostThoughAMeterForgets() {
    EnergyMeter meter = new Calibration(0, 0.8, "a test").over(inner, () -> nanoTime);
    joules = 600;
    assertThat(meter.read().components().get(2).joules()).isCloseTo(150, EXACT);
    joules = 0;
    assertThat(meter.read().components().get(2).joules()).isCloseTo(150, EXACT);
  }

  @Test
  void partOfTheBaseMayBeCharged() {
    EnergyMeter meter =
        new Calibration(40, 1, "a test").over(inner, 0.25, "; a quarter", () -> nanoTime);
    nanoTime += 10 * SECOND;
    assertThat(meter.read().joules()).isCloseTo(100, EXACT);
    assertThat(meter.read().components().get(1).how())
        .isEqualTo("40.0 W for board, fans and disks: a test; a quarter");
  }

  @Test
  void looksAtWhatIsInTheMachine() {
    EnergyMeter meter = new Calibration(0, 1, "a test").over(inner, () -> nanoTime);
    meter.sample();
    meter.sample();
    assertThat(looks).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"-1, 0.9", "NaN, 0.9", "Infinity, 0.9", "10, 0", "10, 1.01", "10, NaN", "10, 92"})
  void refusesWhatIsNoPowerSupply(double base, double efficiency) {
    assertThatThrownBy(() -> new Calibration(base, efficiency, ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected");
  }

  @ParameterizedTest
  @CsvSource({"0, 5", "-3, 5", "10, -1", "NaN, 1", "Infinity, 1", "10, NaN"})
  void refusesWhatIsNoReading(double wall, double metered) {
    assertThatThrownBy(() -> new Calibration.Pair(wall, metered))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected watts");
  }

  @Test
  void theLossIsCoveredAsWhatItRestsOn() {
    EnergyMeter half = () -> new EnergyReading(List.of(new Component(
        "cpu", Kind.CPU, "", 300, Technique.RAPL, EnergyReading.Scope.DEVICE, 0.5, "RAPL")));
    EnergyMeter meter = new Calibration(10, 0.9, "a test").over(half, () -> nanoTime);
    nanoTime += 10 * SECOND;
    assertThat(meter.read().components().get(2).coverage()).isCloseTo(250 / 400.0, EXACT);
  }
}
