package org.carbonaware.cli.doctor;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The Java runtime.
 *
 * @param property reads a system property; may answer null
 */
record JavaCheck(UnaryOperator<String> property) implements Check {
  private static final int LEAST = 17;

  @Override
  public List<Finding> look() {
    String version = text("java.version");
    String found = "Java " + version + " of " + text("java.vendor") + " on " + text("os.name") + " "
        + text("os.arch");
    int feature = feature(text("java.specification.version"));
    return List.of(
        feature >= LEAST
            ? Finding.ok("Java", found)
            : Finding.fail("Java", found, "install Java " + LEAST + " or later"));
  }

  private String text(String name) {
    String value = property.apply(name);
    return value == null || value.isBlank() ? "unknown" : value;
  }

  private static int feature(String specification) {
    try {
      return Integer.parseInt(specification);
    } catch (NumberFormatException e) { // 1.8
      return 0;
    }
  }
}
