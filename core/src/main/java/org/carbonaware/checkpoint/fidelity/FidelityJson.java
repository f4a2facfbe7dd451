package org.carbonaware.checkpoint.fidelity;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What goes between the checking JVM and the fresh one: a task there, one line per run back. */
final class FidelityJson {
  static final ObjectMapper MAPPER = JsonMapper.builder().build();

  private FidelityJson() {}

  /** What the fresh JVM is to do. */
  record Task(String catalogue, long untilBatch, List<Run> runs) {}

  /** One training to go on with. */
  record Run(String scenario, String checkpoints) {}

  /** What became of it: a fingerprint, or else the failure. */
  record Result(
      String scenario,
      @Nullable TrainingFingerprint fingerprint,
      @Nullable String failure) {}
}
