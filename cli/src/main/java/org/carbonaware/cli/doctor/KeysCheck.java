package org.carbonaware.cli.doctor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.carbonaware.CarbonAwareException;
import org.carbonaware.grid.http.ApiKey;
import org.carbonaware.grid.http.Credentials;

/**
 * Which providers there is a key for. Keys are never told.
 *
 * @param environment the environment
 * @param mapsFile the file of Electricity Maps' key that a configuration file names
 * @param wattTimeFile the file of WattTime's account that is set
 */
record KeysCheck(
    Map<String, String> environment, Optional<Path> mapsFile, Optional<Path> wattTimeFile)
    implements Check {
  private static final String AREA = "keys";
  private static final List<String> MAPS =
      List.of("CARBON_ELECTRICITYMAPS_KEY", "ELECTRICITYMAPS_API_KEY");
  private static final List<String> WATT_TIME = List.of("CARBON_WATTTIME", "WATTTIME");

  @Override
  public List<Finding> look() {
    List<Finding> findings = new ArrayList<>();
    List<String> found = new ArrayList<>();
    for (String variable : MAPS) {
      try {
        ApiKey.find(environment, variable)
            .ifPresent(key -> found.add("Electricity Maps by " + variable));
      } catch (CarbonAwareException | IllegalArgumentException e) {
        findings.add(
            Finding.fail(AREA, String.valueOf(e.getMessage()), "mend it, or unset " + variable));
      }
    }
    for (String prefix : WATT_TIME) {
      boolean user = isSet(prefix + "_USER");
      boolean password = isSet(prefix + "_PASSWORD");
      if (user && password) {
        found.add("WattTime by " + prefix + "_USER");
      } else if (user || password) {
        findings.add(Finding.warn(
            AREA,
            "WattTime: only one of " + prefix + "_USER and " + prefix + "_PASSWORD is set",
            "set both, or neither"));
      }
    }
    mapsFile.ifPresent(
        file -> look(findings, found, "Electricity Maps by grid.electricityMapsKeyFile", () -> {
          ApiKey.fromFile(file);
        }));
    wattTimeFile.ifPresent(
        file -> look(findings, found, "WattTime by grid.wattTimeCredentialsFile", () -> {
          Credentials.fromFile(file);
        }));
    if (!found.isEmpty()) {
      findings.add(Finding.ok(AREA, String.join(", ", found)));
    } else if (findings.isEmpty()) {
      findings.add(Finding.ok(
          AREA,
          "none; Europe and Great Britain need none, elsewhere CARBON_ELECTRICITYMAPS_KEY brings"
              + " live data"));
    }
    return findings;
  }

  private static void look(
      List<Finding> findings, List<String> found, String what, Runnable reading) {
    try {
      reading.run();
      found.add(what);
    } catch (CarbonAwareException e) {
      findings.add(Finding.fail(AREA, String.valueOf(e.getMessage()), "mend it, or unset it"));
    }
  }

  private boolean isSet(String variable) {
    return !environment.getOrDefault(variable, "").isBlank();
  }
}
