package org.carbonaware.examples.demo;

import java.util.Locale;
import java.util.Optional;
import org.carbonaware.examples.djl.DjlFramework;
import org.carbonaware.examples.dl4j.Dl4jFramework;
import org.carbonaware.examples.training.TrainingFramework;

/** What trains. A framework's classes are loaded when it is asked for, not before. */
public enum FrameworkChoice {
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

  /**
   * Gets the framework ready; blocks while native libraries are loaded.
   *
   * @param terminal where that is shown
   * @return the framework
   */
  public TrainingFramework ready(Terminal terminal) {
    terminal.move("loading " + title + " ...");
    TrainingFramework framework = framework();
    Optional<String> problem = framework.prepare();
    terminal.move("");
    if (problem.isPresent()) {
      throw new DemoException(problem.get());
    }
    return framework;
  }

  /**
   * As it is written on the command line.
   *
   * @return the lower-case name
   */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
