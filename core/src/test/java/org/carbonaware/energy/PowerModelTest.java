package org.carbonaware.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PowerModelTest {
  @ParameterizedTest
  @CsvSource({
    "0, 50",
    "1, 250",
    "0.5, 150",
    "0.25, 100",
    "-1, 50",
    "7, 250",
    "Infinity, 250",
    "-Infinity, 50",
    "NaN, 250"
  })
  void powerIsALineBetweenIdleAndFullLoad(double load, double watts) {
    assertThat(new PowerModel(50, 250).watts(load)).isCloseTo(watts, within(1e-12));
  }

  @Test
  void anUnknownMachineIsAssumedToDrawFourWattsForEachProcessor() {
    assertThat(PowerModel.ofProcessors(8)).isEqualTo(new PowerModel(3.2, 32));
  }

  @ParameterizedTest
  @CsvSource({"-1, 5", "6, 5", "0, 0", "NaN, 5", "1, NaN", "1, Infinity"})
  void refusesWhatIsNoMachine(double idleWatts, double fullWatts) {
    assertThatThrownBy(() -> new PowerModel(idleWatts, fullWatts))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected 0 <= idle <= full, full above 0");
  }

  @Test
  void readsTheSameInEveryLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG"));
      assertThat(new PowerModel(12, 340)).hasToString("12 W idle, 340 W at full load");
    } finally {
      Locale.setDefault(before);
    }
  }
}
