package org.carbonaware.report.chart;

/**
 * A mark on an axis.
 *
 * @param share where, from 0 at the axis' beginning to 1 at its end
 * @param label its text
 * @param context a second line that says what changed since the tick before, such as the date;
 *     empty if nothing did
 */
public record Tick(double share, String label, String context) {
  /**
   * A mark with one line.
   *
   * @param share where, from 0 to 1
   * @param label its text
   */
  public Tick(double share, String label) {
    this(share, label, "");
  }
}
