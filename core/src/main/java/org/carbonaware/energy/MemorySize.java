package org.carbonaware.energy;

/** Sizes of memory as systems and schedulers write them. */
final class MemorySize {
  static final double BYTES_PER_GIGABYTE = 1L << 30;

  private MemorySize() {}

  /** A number with an optional K, M, G or T, in powers of 1024; 0 if it is anything else. */
  static long bytes(String text) {
    String size = text.strip();
    int unit = size.isEmpty() ? -1 : "KMGT".indexOf(size.charAt(size.length() - 1));
    String digits = unit < 0 ? size : size.substring(0, size.length() - 1);
    return digits.matches("\\d{1,12}") ? Long.parseLong(digits) << (10 * (unit + 1)) : 0;
  }

  /** Gigabytes, as memory is sold. */
  static double gigabytes(long bytes) {
    return bytes / BYTES_PER_GIGABYTE;
  }
}
