package org.carbonaware.benchmarks.training;

import java.util.Locale;

/** Where is trained. */
enum Target {
  CPU,
  GPU;

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
