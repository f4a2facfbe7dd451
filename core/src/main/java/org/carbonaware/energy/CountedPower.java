package org.carbonaware.energy;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.carbonaware.energy.EnergyReading.Component;
import org.carbonaware.energy.EnergyReading.Kind;

/**
 * What a machine's counters are expected to come to: counters tell energy only once time has
 * passed.
 *
 * @param meter what reads the counters
 * @param expected what is known of the parts that they count
 */
record CountedPower(EnergyMeter meter, ExpectedPower expected) implements EnergyMeter {
  private static final String ZONES = "sys/class/powercap";
  private static final String LIMIT = "/constraint_0_power_limit_uw";

  /** Of a limit that is higher nothing follows: firmware sets it to have none. */
  private static final double HIGHEST_LIMIT_WATTS = 1000;

  static EnergyMeter of(EnergyMeter meter, Hardware hardware, HostFiles files) {
    List<Kind> kinds = meter.read().components().stream().map(Component::kind).toList();
    ExpectedPower expected = processors(hardware, files);
    if (kinds.contains(Kind.RAM) || kinds.contains(Kind.MACHINE)) {
      RamModel memory = RamModel.of(hardware);
      expected =
          expected.plus(ExpectedPower.of("ram", memory.watts(), memory.watts(), "by its size"));
    }
    return new CountedPower(meter, expected);
  }

  /** By the long-term limit that the firmware holds them to, else by their design. */
  private static ExpectedPower processors(Hardware hardware, HostFiles files) {
    ProcessorModel model = ProcessorModel.of(hardware);
    double limits = 0;
    for (String zone : files.names(ZONES)) {
      if (!zone.matches("intel-rapl:\\d+")
          || !files.text(ZONES + "/" + zone + "/name").orElse("").startsWith("package")) {
        continue;
      }
      OptionalLong limit = files.number(ZONES + "/" + zone + LIMIT);
      double watts = limit.isPresent() ? limit.getAsLong() / 1e6 : Double.NaN;
      limits += watts > 0 && watts <= HIGHEST_LIMIT_WATTS ? watts : Double.NaN;
    }
    return limits > 0
        ? ExpectedPower.of(
            "cpu",
            Math.min(model.idleWatts(), limits),
            limits,
            String.format(Locale.ROOT, "power limit %.0f W", limits))
        : ExpectedPower.of("cpu", model.idleWatts(), model.fullWatts(), model.basis());
  }

  @Override
  public Optional<ExpectedPower> expectedPower() {
    return Optional.of(expected);
  }

  @Override
  public void sample() {
    meter.sample();
  }

  @Override
  public EnergyReading read() {
    return meter.read();
  }

  @Override
  public void close() {
    meter.close();
  }
}
