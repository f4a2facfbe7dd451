package org.carbonaware.grid.trace;

import org.carbonaware.grid.GridException;

/**
 * What a file's content may take of this process's memory: half of the heap. What would take more
 * is refused before it exhausts the heap, which would harm all that runs in this process.
 */
final class MemoryBudget {
  private final String where;
  private final long bytes;
  private long left;

  MemoryBudget(String where) {
    this(where, Runtime.getRuntime().maxMemory() / 2);
  }

  MemoryBudget(String where, long bytes) {
    this.where = where;
    this.bytes = bytes;
    this.left = bytes;
  }

  /**
   * Takes some, about as much as will be used.
   *
   * @throws GridException lasting, if there is not as much left
   */
  void take(long some) {
    if (some > left) {
      throw GridException.lasting(where + ": needs more memory than " + (bytes >> 20)
          + " MiB, half of what Java has here; split the file, or give Java more, such as -Xmx8g");
    }
    left -= some;
  }
}
