package org.carbonaware.grid.trace;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.carbonaware.grid.GridException;

/**
 * The regular steps behind a file's rows: start, step and which row fills which step.
 *
 * @param start the start of the first step
 * @param step the most common difference between neighbouring times
 * @param rowOfStep for each step its row, or -1 if the file has none
 */
@SuppressWarnings("ArrayRecordComponent") // package-private and never compared
record Timeline(Instant start, Duration step, int[] rowOfStep) {
  private static final long MAX_VALUES = 20_000_000; // 160 MB; a century of hours is 0.9 million
  private static final long MAX_SPARSE_STEPS = 100_000; // 11 years of hours
  private static final long MAX_SPARSE_STEPS_PER_ROW = 10;

  /** Finds the steps and reports rows that are out of order, doubled, off the step or absent. */
  static Timeline of(Rows rows, String where, Problems problems, MemoryBudget memory) {
    long[] sorted = rows.sortedEpochSeconds();
    long step = mostCommonStep(sorted, where);
    long phase = mostCommonPhase(sorted, step);
    long start = Math.floorDiv(sorted[0] - phase, step) * step + phase;
    long steps = Math.floorDiv(sorted[sorted.length - 1] - start, step) + 1;
    boolean mostlyHoles =
        steps > MAX_SPARSE_STEPS && steps / MAX_SPARSE_STEPS_PER_ROW > rows.size();
    if (mostlyHoles) {
      throw GridException.lasting(where + ": from " + Instant.ofEpochSecond(sorted[0]) + " to "
          + Instant.ofEpochSecond(sorted[sorted.length - 1]) + " are " + steps + " steps of "
          + Duration.ofSeconds(step) + ", but there are only " + rows.size()
          + " rows; is a date wrong?");
    }
    if (steps * rows.columns() > MAX_VALUES) {
      throw GridException.lasting(where + ": from " + Instant.ofEpochSecond(sorted[0]) + " to "
          + Instant.ofEpochSecond(sorted[sorted.length - 1]) + " in steps of "
          + Duration.ofSeconds(step) + " are more than " + MAX_VALUES
          + " values; is a date wrong? Otherwise split the file");
    }
    // The values are there twice, as a series keeps its own.
    memory.take(steps * (Integer.BYTES + 2L * Double.BYTES * rows.columns()));
    int[] rowOfStep = new int[(int) steps];
    Arrays.fill(rowOfStep, -1);
    assign(rows, start, step, rowOfStep, problems);
    reportGaps(rows, start, step, rowOfStep, problems);
    return new Timeline(Instant.ofEpochSecond(start), Duration.ofSeconds(step), rowOfStep);
  }

  private static long mostCommonStep(long[] sorted, String where) {
    long[] differences = IntStream.range(1, sorted.length)
        .mapToLong(i -> sorted[i] - sorted[i - 1])
        .filter(difference -> difference > 0)
        .toArray();
    if (differences.length == 0) {
      throw GridException.lasting(where
          + ": needs rows of at least two different times, to find the step; found "
          + sorted.length + " row(s) with a readable time");
    }
    return mostCommon(differences);
  }

  private static long mostCommonPhase(long[] sorted, long step) {
    return mostCommon(
        Arrays.stream(sorted).map(time -> Math.floorMod(time, step)).toArray());
  }

  /** Of equally common ones the smallest. Sorts the values. */
  private static long mostCommon(long[] values) {
    Arrays.sort(values);
    long best = values[0];
    int most = 0;
    int count = 0;
    for (int i = 0; i < values.length; i++) {
      count = i > 0 && values[i] == values[i - 1] ? count + 1 : 1;
      if (count > most) {
        best = values[i];
        most = count;
      }
    }
    return best;
  }

  private static void assign(Rows rows, long start, long step, int[] rowOfStep, Problems problems) {
    for (int row = 0; row < rows.size(); row++) {
      long time = rows.epochSecond(row);
      int index = (int) Math.floorDiv(time - start, step);
      if (row > 0 && time < rows.epochSecond(row - 1)) {
        problems.add(rows.line(row), "earlier than the row before it; expected rows in order");
      }
      if ((time - start) % step != 0) {
        problems.add(
            rows.line(row),
            Instant.ofEpochSecond(time) + " is off the step of " + Duration.ofSeconds(step));
      }
      if (rowOfStep[index] < 0) {
        rowOfStep[index] = row;
      } else {
        problems.add(
            rows.line(row),
            "second row for " + Instant.ofEpochSecond(start + index * step) + ", first in line "
                + rows.line(rowOfStep[index]));
      }
    }
  }

  private static void reportGaps(
      Rows rows, long start, long step, int[] rowOfStep, Problems problems) {
    int missing = 0;
    for (int i = 0; i < rowOfStep.length; i++) {
      if (rowOfStep[i] < 0) {
        missing++;
      } else if (missing > 0) {
        problems.add(
            rows.line(rowOfStep[i]),
            "gap of " + missing + " step(s) of " + Duration.ofSeconds(step)
                + " before this row, from " + Instant.ofEpochSecond(start + (i - missing) * step));
        missing = 0;
      }
    }
  }

  /** The values of a column in the order of the steps, NaN where there is none. */
  double[] values(Rows rows, int column) {
    double[] values = new double[rowOfStep.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = rowOfStep[i] < 0 ? Double.NaN : rows.gramsPerKwh(column, rowOfStep[i]);
    }
    return values;
  }
}
