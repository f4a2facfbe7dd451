package org.carbonaware.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.carbonaware.control.TrainingFacts;
import org.carbonaware.energy.EnergyMeter;
import org.carbonaware.energy.MeterOptions;
import org.carbonaware.energy.Meters;
import org.carbonaware.energy.PowerModel;
import org.carbonaware.footprint.Boundary;
import org.carbonaware.footprint.Embodied;
import org.carbonaware.footprint.Facility;
import org.carbonaware.footprint.MarketMix;

/** Makes of settings what is metered and what is counted besides. */
final class FootprintSetup {
  private static final double IDLE_SHARE = 0.1;

  private final Settings settings;

  FootprintSetup(Settings settings) {
    this.settings = settings;
  }

  Optional<PowerModel> power() {
    return settings
        .get(FootprintKeys.FULL_WATTS)
        .map(full ->
            new PowerModel(settings.get(FootprintKeys.IDLE_WATTS).orElse(IDLE_SHARE * full), full));
  }

  /** All that is set of how to meter. */
  MeterOptions options() {
    MeterOptions options = MeterOptions.ofDefaults()
        .wholePlatform(settings.value(FootprintKeys.WHOLE_PLATFORM))
        .processShare(settings.value(FootprintKeys.PROCESS_SHARE))
        .ranks(settings.value(FootprintKeys.RANKS));
    return CalibrationSettings.of(settings).map(options::calibration).orElse(options);
  }

  /** The meter, opened by whoever knows the time; the one who asks closes it. */
  EnergyMeter meter(MeterOptions options, LongSupplier nanoTime) {
    return power()
        .map(known -> Meters.detect(known, options, nanoTime))
        .orElseGet(() -> Meters.detect(options, nanoTime));
  }

  Boundary boundary() {
    return new Boundary(facility(), market(), embodied());
  }

  private Facility facility() {
    Optional<Double> pue = settings.get(FootprintKeys.PUE);
    Facility known = pue.map(
            it -> Facility.ofPue(it, settings.get(FootprintKeys.PUE_SOURCE).orElse(Config.SOURCE)))
        .or(() -> settings.get(FootprintKeys.CLOUD).map(Facility::cloud))
        .orElse(Facility.UNKNOWN);
    Optional<Double> water = settings.get(FootprintKeys.WATER);
    return water.isEmpty()
        ? known
        : new Facility(
            known.pue(),
            known.pueSource(),
            OptionalDouble.of(water.get()),
            settings.get(FootprintKeys.WATER_SOURCE).orElse(Config.SOURCE));
  }

  private Optional<MarketMix> market() {
    return settings
        .get(FootprintKeys.RESIDUAL)
        .map(residual -> new MarketMix(
            settings.get(FootprintKeys.CONTRACTS).orElse(List.of()),
            residual,
            settings.get(FootprintKeys.RESIDUAL_SOURCE).orElse(Config.SOURCE)));
  }

  private Optional<Embodied> embodied() {
    return settings
        .get(FootprintKeys.EMBODIED)
        .map(grams -> new Embodied(
            grams,
            Duration.ofSeconds(Math.round(
                settings.value(FootprintKeys.LIFETIME) * Duration.ofDays(365).toSeconds())),
            settings.value(FootprintKeys.RESERVED),
            settings.get(FootprintKeys.EMBODIED_SOURCE).orElse(Config.SOURCE)));
  }

  TrainingFacts training() {
    return new TrainingFacts(
        settings.get(FootprintKeys.MODEL),
        Optional.empty(),
        Optional.empty(),
        count(FootprintKeys.PARAMETERS),
        count(FootprintKeys.SAMPLES_PER_EPOCH),
        count(FootprintKeys.SAMPLES_PER_BATCH),
        settings
            .get(FootprintKeys.FLOPS_PER_SAMPLE)
            .map(OptionalDouble::of)
            .orElse(OptionalDouble.empty()),
        Optional.empty(),
        settings.get(FootprintKeys.TASK));
  }

  private OptionalLong count(ConfigKey<Long> key) {
    return settings.get(key).map(OptionalLong::of).orElse(OptionalLong.empty());
  }
}
