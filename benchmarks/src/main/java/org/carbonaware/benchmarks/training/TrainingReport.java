package org.carbonaware.benchmarks.training;

import java.util.List;
import java.util.Map;
import org.carbonaware.benchmarks.hardware.Capability;
import org.carbonaware.benchmarks.hardware.Environment;

/**
 * One call of the benchmarks.
 *
 * @param environment where it was
 * @param capabilities what there was to measure with
 * @param skipped what was not measured, by name, and why
 * @param results what was measured
 */
record TrainingReport(
    Environment environment,
    List<Capability> capabilities,
    Map<String, String> skipped,
    List<TrainingResult> results) {}
