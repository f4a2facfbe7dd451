package org.carbonaware.checkpoint.fidelity;

import java.util.List;
import org.carbonaware.checkpoint.CheckpointException;

/**
 * Whether a resumed training was the training that was never interrupted.
 *
 * @param scenario what was trained
 * @param totalBatches how long
 * @param stopAfter after how many batches it was stopped and resumed
 * @param freshJvm whether it was resumed in a fresh JVM
 * @param differences what differs, one sentence each; empty if nothing does
 */
public record FidelityReport(
    String scenario,
    long totalBatches,
    long stopAfter,
    boolean freshJvm,
    List<String> differences) {
  /** Copies the differences. */
  public FidelityReport {
    differences = List.copyOf(differences);
  }

  /**
   * Whether both are the same, bit for bit.
   *
   * @return true if nothing differs
   */
  public boolean exact() {
    return differences.isEmpty();
  }

  /**
   * The result in words.
   *
   * @return one line, and one more per difference
   */
  public String summary() {
    String run = scenario + ", " + totalBatches + " batches, resumed after " + stopAfter
        + (freshJvm ? " in a fresh JVM: " : " in the same JVM: ");
    return exact()
        ? run + "exact, bit for bit"
        : run + "NOT exact\n  - " + String.join("\n  - ", differences);
  }

  /**
   * Insists on exactness, as the last line of a check.
   *
   * @return this report
   * @throws CheckpointException with the summary, if something differs
   */
  public FidelityReport orThrow() {
    if (!exact()) {
      throw new CheckpointException(summary());
    }
    return this;
  }
}
