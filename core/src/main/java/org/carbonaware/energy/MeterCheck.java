package org.carbonaware.energy;

/**
 * What became of one way to know energy on this computer.
 *
 * @param name such as {@code NVML} or {@code RAPL}
 * @param available whether it is used
 * @param text in a few words on one line: what it reads; or why not, and what helps
 */
public record MeterCheck(String name, boolean available, String text) {}
