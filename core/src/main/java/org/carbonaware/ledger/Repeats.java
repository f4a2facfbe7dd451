package org.carbonaware.ledger;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What was trained twice: the work between the checkpoint that a process went on from and the end
 * of the process before it. Such energy was drawn, but a run without crashes would have drawn it
 * once.
 */
final class Repeats {
  private static final Pattern TRAILING_NUMBER = Pattern.compile("\\d{1,18}$");

  /** Stores keep the last few. */
  private static final int REMEMBERED = 4096;

  private static final int MOST_CUTS = 100_000;

  /** Energy of lines before one, from a moment on, was in vain. */
  private record Cut(long beforeLine, long from) {}

  private final Map<Long, Long> checkpoints = new LinkedHashMap<>() {
    private static final long serialVersionUID = 1;

    @Override
    protected boolean removeEldestEntry(Map.Entry<Long, Long> eldest) {
      return size() > REMEMBERED;
    }
  };
  private final List<Cut> cuts = new ArrayList<>();
  private long lastCheckpoint = Long.MIN_VALUE;

  void checkpoint(long number, long at) {
    lastCheckpoint = at;
    checkpoints.put(number, at);
  }

  /**
   * A process goes on.
   *
   * @param line its first line's number
   * @param resumedFrom the checkpoint; empty if it begins anew
   * @param suspended whether the process before left in order: it lost nothing
   */
  void resume(long line, String resumedFrom, boolean suspended) {
    Matcher number = TRAILING_NUMBER.matcher(resumedFrom);
    long from = number.find()
        ? checkpoints.getOrDefault(Long.parseLong(number.group()), lastCheckpoint)
        : resumedFrom.isEmpty() ? Long.MIN_VALUE : lastCheckpoint;
    if (suspended && from == lastCheckpoint) {
      return;
    }
    // An earlier cut that this one covers needs no memory: a run that crashes often has few.
    while (!cuts.isEmpty() && cuts.get(cuts.size() - 1).from() >= from) {
      cuts.remove(cuts.size() - 1);
    }
    if (cuts.size() == MOST_CUTS) {
      throw new IllegalArgumentException(
          "the run crashed more than " + MOST_CUTS + " times, expected the record of one run");
    }
    cuts.add(new Cut(line, from));
  }

  /**
   * Until when an interval's energy counted.
   *
   * @param line the line that tells it
   * @return a moment; what was drawn from there on was in vain
   */
  long countsUntil(long line) {
    // Cuts grow in line and moment: the first one after the line is the earliest.
    int low = 0;
    int high = cuts.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (cuts.get(middle).beforeLine() > line) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low < cuts.size() ? cuts.get(low).from() : Long.MAX_VALUE;
  }
}
