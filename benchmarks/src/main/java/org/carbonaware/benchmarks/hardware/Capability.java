package org.carbonaware.benchmarks.hardware;

/**
 * Something a benchmark may need.
 *
 * @param name what it is, such as {@code NVML}
 * @param available whether it is there
 * @param text in a few words on one line: what there is; or why not, and what helps
 */
public record Capability(String name, boolean available, String text) {
  @Override
  public String toString() {
    return name + ": " + (available ? "" : "no, ") + text;
  }
}
