package org.carbonaware.cli.doctor;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.carbonaware.energy.MeterCheck;

/**
 * How energy is known here.
 *
 * @param meters looks for meters
 * @param watts what the machine without its GPUs is told to draw at full load, instead of meters
 */
record MetersCheck(Supplier<List<MeterCheck>> meters, Optional<String> watts) implements Check {
  /** Told by {@link HardwareCheck}, or of interest only where there is something to tell. */
  private static final Set<String> ELSEWHERE = Set.of("allocation", "ranks", "calibration");

  @Override
  public List<Finding> look() {
    if (watts.isPresent()) {
      return Stream.concat(
              meters.get().stream()
                  .filter(check -> check.name().equals("NVML"))
                  .map(MetersCheck::finding),
              Stream.of(Finding.ok(
                  "machine",
                  "by processor time and metering.fullWatts, " + watts.get()
                      + " W; counters and models of its parts are not used")))
          .toList();
    }
    return meters.get().stream()
        .filter(check -> check.available() || !ELSEWHERE.contains(check.name()))
        .filter(check -> !check.name().equals("allocation"))
        .map(MetersCheck::finding)
        .toList();
  }

  private static Finding finding(MeterCheck check) {
    if (check.available()) {
      return Finding.ok(check.name(), check.text());
    }
    return switch (check.name()) {
      case "RAPL" ->
        Finding.warn(
            check.name(),
            check.text(),
            (check.text().contains("allow it with")
                    ? "do so; until then"
                    : "nothing to be done here;")
                + " the processors' energy is estimated by their load");
      case "NVML" ->
        check.text().contains("not counted")
            ? Finding.warn(
                check.name(), check.text(), "make NVIDIA's driver library reachable here")
            : Finding.ok(check.name(), check.text());
      default -> Finding.warn(check.name(), check.text(), "energy is assumed by processor time");
    };
  }
}
