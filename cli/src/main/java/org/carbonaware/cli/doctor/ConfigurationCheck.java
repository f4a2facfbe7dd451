package org.carbonaware.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.carbonaware.config.Config;
import org.carbonaware.config.ConfigException;

/**
 * The configuration: which files it is read from, and all that is wrong with it.
 *
 * @param configuration reads it
 */
record ConfigurationCheck(Supplier<Config> configuration) implements Check {
  private static final String AREA = "configuration";

  @Override
  public List<Finding> look() {
    try {
      Config config = configuration.get();
      List<Finding> findings = new ArrayList<>(List.of(Finding.ok(
          AREA,
          config.files().isEmpty()
              ? "no file; variables, flags and the defaults hold"
              : String.join(", ", config.files()))));
      config.notes().forEach(note -> findings.add(Finding.warn(AREA, note, "see to it")));
      return findings;
    } catch (ConfigException e) {
      return e.problems().stream()
          .map(problem -> Finding.fail(AREA, problem.toString(), "mend it; trainings refuse it"))
          .toList();
    }
  }
}
