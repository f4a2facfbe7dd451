package org.carbonaware.grid.trace;

import java.util.Arrays;

/** The rows of one time axis as they stand in the file: times, line numbers, value columns. */
final class Rows {
  private static final int FEW = 16;

  private final MemoryBudget memory;
  private long[] epochSecond = new long[FEW];
  private int[] line = new int[FEW];
  private final double[][] gramsPerKwh;
  private int size;

  Rows(int columns, MemoryBudget memory) {
    this.memory = memory;
    memory.take(FEW * bytesOfRow(columns));
    gramsPerKwh = new double[columns][FEW];
  }

  /** Twice, as the arrays grow into larger ones, and a time thrice more to be sorted. */
  private static long bytesOfRow(int columns) {
    return 2 * (Long.BYTES + Integer.BYTES + (long) Double.BYTES * columns) + 3 * Long.BYTES;
  }

  /** Adds a row whose values are missing until they are set. */
  void add(long atEpochSecond, int atLine) {
    if (size == line.length) {
      memory.take(size * bytesOfRow(columns()));
      epochSecond = Arrays.copyOf(epochSecond, size * 2);
      line = Arrays.copyOf(line, size * 2);
      for (int c = 0; c < gramsPerKwh.length; c++) {
        gramsPerKwh[c] = Arrays.copyOf(gramsPerKwh[c], size * 2);
      }
    }
    epochSecond[size] = atEpochSecond;
    line[size] = atLine;
    for (double[] column : gramsPerKwh) {
      column[size] = Double.NaN;
    }
    size++;
  }

  /** Sets a value of the row added last. */
  void set(int column, double value) {
    gramsPerKwh[column][size - 1] = value;
  }

  int size() {
    return size;
  }

  int columns() {
    return gramsPerKwh.length;
  }

  long epochSecond(int row) {
    return epochSecond[row];
  }

  long[] sortedEpochSeconds() {
    long[] sorted = Arrays.copyOf(epochSecond, size);
    Arrays.sort(sorted);
    return sorted;
  }

  int line(int row) {
    return line[row];
  }

  double gramsPerKwh(int column, int row) {
    return gramsPerKwh[column][row];
  }
}
