package org.carbonaware.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Keeps the benchmark from rotting; its figures come from JMH alone. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class GateBenchmarkTest {
  @Test
  void itsGateIsOpenAndItsControllerCanBeClosed() {
    GateBenchmark benchmark = new GateBenchmark();
    benchmark.start();
    try {
      benchmark.openGate(); // would stand here for ever if the gate was closed
      assertThat(benchmark.volatileRead()).isFalse();
    } finally {
      benchmark.close();
    }
  }
}
