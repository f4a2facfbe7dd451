package org.carbonaware.examples.demo;

import java.util.Locale;
import org.carbonaware.examples.dl4j.Dl4jFramework;
import org.carbonaware.examples.training.TrainingFramework;

/** What trains. A framework's classes are loaded when it is asked for, not before. */
enum FrameworkChoice {
  /** Deeplearning4j. */
  DL4J {
    @Override
    TrainingFramework framework() {
      return new Dl4jFramework();
    }
  };

  abstract TrainingFramework framework();

  /** As it is written on the command line. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
