package org.carbonaware.energy.rapl;

import java.util.List;

/**
 * Finds counters that count the same: some processors of two dies show their socket's counter once
 * for each die. Two counters that are one differ by the same amount at any moment. Each is read
 * between two readings of the other, which bounds that amount from both sides; two sockets, however
 * alike and idle, soon leave the bounds, and are then known to be apart for good. Until then they
 * are taken for one, so that nothing counted must ever be taken back; from then on both count from
 * their start. Belongs to one thread.
 */
final class Mirrors {
  /** A die may show what was drawn this much later than the other. */
  private static final long LATE_MICROJOULES = 125_000;

  /** What must have been drawn before two counters are said to be one. */
  private static final long SURE_MICROJOULES = 50_000_000;

  private static final class Pair {
    final int first;
    final int second;
    long least = Long.MIN_VALUE;
    long most = Long.MAX_VALUE;
    boolean apart;

    Pair(int first, int second) {
      this.first = first;
      this.second = second;
    }
  }

  private final List<Zone> zones;
  private final Pair[] pairs;
  private final long[] before;
  private final Zone.Look[] looked;
  private int undecided;

  Mirrors(List<Zone> zones) {
    this.zones = zones;
    this.before = new long[zones.size()];
    this.looked = new Zone.Look[zones.size()];
    this.pairs = new Pair[zones.size() * (zones.size() - 1) / 2];
    for (int second = 1; second < zones.size(); second++) {
      for (int first = 0; first < second; first++) {
        pairs[undecided++] = new Pair(first, second);
      }
    }
  }

  /** Compares; all zones have just been looked at, in their order. */
  void look(long now) {
    if (undecided == 0) {
      return;
    }
    for (int i = 0; i < before.length; i++) {
      before[i] = zones.get(i).microjoules();
      looked[i] = zones.get(i).lastLook();
    }
    for (Zone zone : zones) {
      zone.look(now);
    }
    for (Pair pair : pairs) {
      if (!pair.apart) {
        compare(pair);
      }
    }
  }

  private void compare(Pair pair) {
    Zone first = zones.get(pair.first);
    boolean lost = looked[pair.first] == Zone.Look.LOST || looked[pair.second] == Zone.Look.LOST;
    if (lost) { // from here on they may differ by another amount
      pair.least = Long.MIN_VALUE;
      pair.most = Long.MAX_VALUE;
    }
    boolean read = looked[pair.first] != Zone.Look.UNREADABLE
        && looked[pair.second] != Zone.Look.UNREADABLE
        && first.lastLook() == Zone.Look.COUNTED;
    if (!read) {
      return;
    }
    long between = before[pair.second];
    pair.least = Math.max(pair.least, between - first.microjoules() - LATE_MICROJOULES);
    pair.most = Math.min(pair.most, between - before[pair.first] + LATE_MICROJOULES);
    if (pair.least > pair.most) {
      pair.apart = true;
      undecided--;
    }
  }

  /** What all zones counted, those that may be one only once. */
  long microjoules() {
    long sum = 0;
    for (int i = 0; i < before.length; i++) {
      long same = 0;
      for (Pair pair : pairs) {
        if (pair.second == i && !pair.apart) {
          same = Math.max(same, zones.get(pair.first).microjoules());
        }
      }
      sum += Math.max(0, zones.get(i).microjoules() - same);
    }
    return sum;
  }

  /** Says which counters are one, if that is sure; else is empty. */
  String inWords() {
    for (Pair pair : pairs) {
      Zone first = zones.get(pair.first);
      Zone second = zones.get(pair.second);
      long drawn = Math.min(first.microjoules(), second.microjoules());
      if (!pair.apart && drawn > SURE_MICROJOULES) {
        return second.name() + " counts the same as " + first.name() + ", so they count once";
      }
    }
    return "";
  }
}
