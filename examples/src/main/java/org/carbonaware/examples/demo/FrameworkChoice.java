package org.carbonaware.examples.demo;

import java.util.Locale;
import org.carbonaware.examples.djl.DjlFramework;
import org.carbonaware.examples.dl4j.Dl4jFramework;
import org.carbonaware.examples.training.TrainingFramework;

/** What trains. A framework's classes are loaded when it is asked for, not before. */
enum FrameworkChoice {
  /** Deeplearning4j. */
  DL4J("Deeplearning4j") {
    @Override
    TrainingFramework framework() {
      return new Dl4jFramework();
    }
  },
  /** DJL on the PyTorch engine. */
  DJL("DJL and PyTorch") {
    @Override
    TrainingFramework framework() {
      return new DjlFramework();
    }
  };

  private final String title;

  FrameworkChoice(String title) {
    this.title = title;
  }

  abstract TrainingFramework framework();

  /** For people. */
  String title() {
    return title;
  }

  /** As it is written on the command line. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
