package org.carbonaware.report.html;

import java.util.List;

/**
 * The first and the last of many, and how many lie between them.
 *
 * @param first all of them if they are few
 * @param left how many are left out
 * @param last empty if they are few
 */
record Ends<T>(List<T> first, long left, List<T> last) {
  /**
   * Splits a list.
   *
   * @param all the list
   * @param atEach how many to keep at each end
   * @param dropped how many were left out of the list before, between its first and its last half
   */
  static <T> Ends<T> of(List<T> all, int atEach, long dropped) {
    int size = all.size();
    if (size <= 2 * atEach && dropped == 0) {
      return new Ends<>(all, 0, List.of());
    }
    int head = Math.min(atEach, (size + 1) / 2);
    int tail = Math.min(atEach, size - head);
    return new Ends<>(
        all.subList(0, head), size - head - tail + dropped, all.subList(size - tail, size));
  }
}
