package org.carbonaware.config;

import java.util.List;
import java.util.stream.Collectors;
import org.carbonaware.CarbonAwareException;

/**
 * A configuration is wrong. The message has a line for each thing that is wrong; all are there at
 * once.
 */
public final class ConfigException extends CarbonAwareException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  ConfigException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /**
   * What is wrong.
   *
   * @return at least one, files in the order of their layers, from top to bottom
   */
  public List<Problem> problems() {
    return problems;
  }
}
