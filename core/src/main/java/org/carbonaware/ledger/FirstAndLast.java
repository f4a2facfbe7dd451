package org.carbonaware.ledger;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** The first and the last of many; how many were dropped between them is counted. */
final class FirstAndLast<T> {
  private final int each;
  private final List<T> first = new ArrayList<>();
  private final ArrayDeque<T> last = new ArrayDeque<>();
  private long dropped;

  FirstAndLast(int each) {
    this.each = each;
  }

  void add(T value) {
    if (first.size() < each) {
      first.add(value);
      return;
    }
    if (last.size() == each) {
      last.removeFirst();
      dropped++;
    }
    last.addLast(value);
  }

  long dropped() {
    return dropped;
  }

  /** The first ones only. */
  List<T> first() {
    return List.copyOf(first);
  }

  /** The last ones that are none of the first. */
  List<T> last() {
    return List.copyOf(last);
  }

  List<T> all() {
    List<T> all = new ArrayList<>(first);
    all.addAll(last);
    return all;
  }
}
