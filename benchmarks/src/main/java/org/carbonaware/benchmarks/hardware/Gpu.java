package org.carbonaware.benchmarks.hardware;

/**
 * An NVIDIA GPU at a moment, as its driver's tool tells.
 *
 * @param name its model
 * @param driver the driver's version
 * @param computeCapability such as {@code 9.0}
 * @param smClock the clock of the multiprocessors, with its unit
 * @param memoryClock the memory's clock, with its unit
 * @param temperature in degrees Celsius
 * @param powerLimit the power limit in force, with its unit
 */
public record Gpu(
    String name,
    String driver,
    String computeCapability,
    String smClock,
    String memoryClock,
    String temperature,
    String powerLimit) {}
