package org.carbonaware.config;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong, so that all can be said at once. */
final class Problems {
  private static final int MOST = 100;

  private final List<Problem> found = new ArrayList<>();

  void add(String where, String key, String text) {
    if (found.size() < MOST) {
      found.add(new Problem(where, key, text));
    } else if (found.size() == MOST) {
      found.add(new Problem(where, "", "and more; only the first " + MOST + " are told"));
    }
  }

  /** Whether another one would not be told. */
  boolean full() {
    return found.size() > MOST;
  }

  /** Whether something is wrong with a setting, so that what follows from it is not told, too. */
  boolean mention(ConfigKey<?> key) {
    return found.stream()
        .anyMatch(problem ->
            problem.key().equals(key.path()) || problem.key().startsWith(key.path() + "["));
  }

  List<Problem> found() {
    return List.copyOf(found);
  }

  void throwIfAny() {
    if (!found.isEmpty()) {
      throw new ConfigException(found);
    }
  }
}
