package org.carbonaware.djl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.carbonaware.checkpoint.fidelity.FidelityReport;
import org.carbonaware.checkpoint.fidelity.ResumeFidelity;
import org.carbonaware.checkpoint.fidelity.TrainingFingerprint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Trained N batches, or k batches and then N - k in a fresh JVM, or paused in between: the same
 * bits.
 */
class FidelityMatrixTest {
  private static final int TOTAL = 30;
  private static final int STOP_AFTER = 17;

  @TempDir
  private Path directory;

  @Test
  void resumesExactlyInAFreshJvm() {
    List<FidelityReport> reports =
        ResumeFidelity.checkInFreshJvm(FidelityMatrix.class, TOTAL, STOP_AFTER, directory);

    assertThat(reports).hasSize(32);
    assertThat(reports)
        .filteredOn(report -> !report.exact())
        .extracting(FidelityReport::summary)
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("org.carbonaware.djl.FidelityMatrix#crossed")
  void goesOnExactlyAfterAPauseInMemory(DjlFidelityScenario scenario) {
    TrainingFingerprint straight = scenario.train(directory.resolve("straight"), TOTAL);
    TrainingFingerprint held =
        scenario.heldAfter(STOP_AFTER).train(directory.resolve("held"), TOTAL);

    assertThat(held).isEqualTo(straight);
    assertThat(held.lossBits()).hasSizeGreaterThanOrEqualTo(TOTAL);
  }
}
