package org.carbonaware.config;

import java.util.List;
import java.util.Optional;
import org.carbonaware.energy.Calibration;
import org.carbonaware.energy.Calibration.Pair;

/** The calibration that settings make. */
final class CalibrationSettings {
  static final List<ConfigKey<Double>> READINGS = List.of(
      FootprintKeys.IDLE_WALL,
      FootprintKeys.IDLE_METERED,
      FootprintKeys.LOAD_WALL,
      FootprintKeys.LOAD_METERED);

  private CalibrationSettings() {}

  /**
   * The calibration, if one is set.
   *
   * @throws org.carbonaware.CarbonAwareException if the readings fit no machine
   */
  static Optional<Calibration> of(Settings settings) {
    if (READINGS.stream().allMatch(settings::isSet)) {
      return Optional.of(Calibration.between(
          new Pair(
              settings.value(FootprintKeys.IDLE_WALL), settings.value(FootprintKeys.IDLE_METERED)),
          new Pair(
              settings.value(FootprintKeys.LOAD_WALL),
              settings.value(FootprintKeys.LOAD_METERED))));
    }
    if (!settings.isSet(FootprintKeys.BASE_WATTS)
        && !settings.isSet(FootprintKeys.SUPPLY_EFFICIENCY)) {
      return Optional.empty();
    }
    return Optional.of(new Calibration(
        settings.get(FootprintKeys.BASE_WATTS).orElse(0.0),
        settings.get(FootprintKeys.SUPPLY_EFFICIENCY).orElse(1.0),
        settings.get(FootprintKeys.CALIBRATION_SOURCE).orElse(Config.SOURCE)));
  }
}
