package org.carbonaware.benchmarks.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.carbonaware.benchmarks.training.Pauses.Pause;
import org.carbonaware.control.PauseDepth;
import org.junit.jupiter.api.Test;

class PausesTest {
  private static final double MILLI = 1e6;

  @Test
  void whatIsMoreThanABatchAndTheCheckpointIsJudged() {
    Pauses pauses = new Pauses(
        PauseDepth.HOLD,
        3 * MILLI,
        List.of(
            new Pause(0, 15 * MILLI, 7 * MILLI, 0, 0),
            new Pause(0, 15.1 * MILLI, 7 * MILLI, 0, 0),
            new Pause(0, 8 * MILLI, 7 * MILLI, 0, 0)));
    assertThat(pauses.excess()).containsExactly(5 * MILLI, 5.1 * MILLI, -2 * MILLI);
    assertThat(pauses.kept()).isEqualTo(2);
  }

  @Test
  void theSpreadIsMedianNineteenOfTwentyAndTheGreatest() {
    double[] values = IntStream.rangeClosed(1, 40).mapToDouble(i -> 41 - i).toArray();
    Pauses.Spread spread = Pauses.Spread.of(values);
    assertThat(spread.median().median()).isEqualTo(20.5);
    assertThat(spread.p95()).isEqualTo(38);
    assertThat(spread.max()).isEqualTo(40);
  }
}
