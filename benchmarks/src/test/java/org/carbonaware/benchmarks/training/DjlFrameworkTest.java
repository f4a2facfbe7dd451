package org.carbonaware.benchmarks.training;

class DjlFrameworkTest extends TrainingFrameworkContract {
  DjlFrameworkTest() {
    super(new DjlFramework(), "^DJL .*PyTorch ", "-Pcuda");
  }
}
