package org.carbonaware.benchmarks.training;

import java.util.List;
import java.util.Map;
import org.carbonaware.benchmarks.hardware.Gpu;

/**
 * What was measured of one model.
 *
 * @param name such as {@code djl-cnn-gpu}
 * @param framework its versions
 * @param batchSize examples in a batch
 * @param overhead what listening, metering and saving add
 * @param pauses how long pausing and resuming take, by depth
 * @param memory what each arm takes, in some processes each
 * @param gpusBefore the GPUs at the begin
 * @param gpusAfter the GPUs at the end
 */
record TrainingResult(
    String name,
    String framework,
    int batchSize,
    Overhead overhead,
    List<Pauses> pauses,
    Map<Arm, List<MemoryUse>> memory,
    List<Gpu> gpusBefore,
    List<Gpu> gpusAfter) {}
