package org.carbonaware.control;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.carbonaware.CarbonAwareException;

/** Collects all that is wrong with the settings, so that it can be said at once. */
final class Faults {
  private final List<String> found = new ArrayList<>();

  void addIf(boolean wrong, String fault) {
    if (wrong) {
      found.add(fault);
    }
  }

  void addIfThrown(Runnable check) {
    try {
      check.run();
    } catch (CarbonAwareException | IllegalArgumentException e) {
      found.add(e.getMessage());
    }
  }

  void positive(String name, Duration value) {
    addIf(
        value.isNegative() || value.isZero(),
        name + " is " + value + ": expected a duration above 0");
  }

  void notNegative(String name, Duration value) {
    addIf(value.isNegative(), name + " is " + value + ": expected a duration of 0 or more");
  }

  List<String> found() {
    return List.copyOf(found);
  }
}
