package org.carbonaware.simulate;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.plan.RecentRange;

/**
 * The range of the last 7 days at any moment of a trace: of the steps that are over by then. Found
 * once for each step, a block of steps at a time, each from the one before by one value that leaves
 * and one that comes. Safe for several threads: two may find the same block, and find the same.
 */
final class RecentRanges {
  private static final int BLOCK = 64;

  private final IntensitySeries trace;
  private final int span;
  private final AtomicReferenceArray<Optional<RecentRange>[]> blocks;

  RecentRanges(IntensitySeries trace) {
    this.trace = trace;
    this.span = (int) Math.max(1, RecentRange.SPAN.dividedBy(trace.step()));
    this.blocks = new AtomicReferenceArray<>(trace.size() / BLOCK + 1);
  }

  Optional<RecentRange> at(Instant now) {
    int over = now.isBefore(trace.start())
        ? 0
        : now.isBefore(trace.end()) ? trace.indexOf(now) : trace.size();
    Optional<RecentRange>[] block = blocks.get(over / BLOCK);
    if (block == null) {
      block = block(over / BLOCK * BLOCK);
      blocks.set(over / BLOCK, block);
    }
    return block[over % BLOCK];
  }

  /** The ranges when the first so many steps are over, and after each of the steps that follow. */
  private Optional<RecentRange>[] block(int first) {
    @SuppressWarnings({"unchecked", "rawtypes"})
    Optional<RecentRange>[] ranges = new Optional[BLOCK];
    double[] sorted = new double[span + 1];
    int count = 0;
    for (int i = Math.max(0, first - span); i < first; i++) {
      count = added(sorted, count, trace.gramsPerKwh(i));
    }
    for (int i = 0; i < BLOCK; i++) {
      ranges[i] = RecentRange.of(sorted, count, trace.step());
      int over = first + i;
      count = over < trace.size() ? added(sorted, count, trace.gramsPerKwh(over)) : count;
      count = over >= span && over - span < trace.size()
          ? removed(sorted, count, trace.gramsPerKwh(over - span))
          : count;
    }
    return ranges;
  }

  private static int added(double[] sorted, int count, double value) {
    if (Double.isNaN(value)) {
      return count;
    }
    int at = Arrays.binarySearch(sorted, 0, count, value);
    at = at < 0 ? -at - 1 : at;
    System.arraycopy(sorted, at, sorted, at + 1, count - at);
    sorted[at] = value;
    return count + 1;
  }

  private static int removed(double[] sorted, int count, double value) {
    if (Double.isNaN(value)) {
      return count;
    }
    int at = Arrays.binarySearch(sorted, 0, count, value);
    System.arraycopy(sorted, at + 1, sorted, at, count - at - 1);
    return count - 1;
  }
}
