package org.carbonaware.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.carbonaware.CarbonAwareException;
import org.carbonaware.grid.http.ApiKey;

/**
 * Which providers there is a key for. Keys are never told.
 *
 * @param environment the environment
 */
record KeysCheck(Map<String, String> environment) implements Check {
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

  private boolean isSet(String variable) {
    return !environment.getOrDefault(variable, "").isBlank();
  }
}
