package org.carbonaware.control;

/**
 * The power that a decision was made on: what the facility draws for the computer (PUE included).
 *
 * @param runWatts while the training runs
 * @param pausedWatts while it is paused
 * @param basis where both are from, in words
 */
public record PlannedPower(double runWatts, double pausedWatts, String basis) {}
