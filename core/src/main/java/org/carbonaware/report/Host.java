package org.carbonaware.report;

import java.time.ZoneId;

/**
 * What a report says of the process that writes it, where its format asks for that: the record of a
 * run does not hold the operating system it ran on.
 *
 * @param os the operating system; empty if it is not to be told
 * @param runtime what runs the process, such as {@code 17.0.15 (Java)}; empty if it is not to be
 *     told
 * @param timeZone the zone of time stamps that have no zone of their own
 */
public record Host(String os, String runtime, ZoneId timeZone) {
  /**
   * This process.
   *
   * @return its operating system, Java version and default time zone
   */
  public static Host current() {
    return new Host(
        System.getProperty("os.name", "") + "-" + System.getProperty("os.version", "") + "-"
            + System.getProperty("os.arch", ""),
        System.getProperty("java.version", "") + " (Java)",
        ZoneId.systemDefault());
  }
}
