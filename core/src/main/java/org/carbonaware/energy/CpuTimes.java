package org.carbonaware.energy;

import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The processor time that all processes and this one used since the machine started, in the
 * kernel's ticks of a hundredth of a second. Belongs to one thread.
 */
final class CpuTimes {
  /** The columns of all processors' times that are no work: idle and waiting for a disk. */
  private static final int IDLE = 4;

  private static final int WAITING = 5;

  /** In which the host let others run, who are charged for it. */
  private static final int STOLEN = 8;

  /** Columns from here on are counted in others already. */
  private static final int GUEST = 9;

  private static final long NANOS_PER_TICK = 10_000_000;

  private final HostFiles files;
  private final Optional<LongSupplier> processNanos;
  private boolean known;
  private long busy;
  private long all;
  private long process;

  CpuTimes(HostFiles files) {
    this(files, Optional.empty());
  }

  /**
   * Of other processes than this one.
   *
   * @param processNanos their processor time in nanoseconds, negative while unknown; this process's
   *     if empty
   */
  CpuTimes(HostFiles files, Optional<LongSupplier> processNanos) {
    this.files = files;
    this.processNanos = processNanos;
  }

  /** Reads anew; false if that can't be done, then the figures stand. */
  boolean look() {
    Optional<String> machine = files.head("proc/stat");
    known = machine.isPresent() && readMachine(machine.get()) && lookAtProcess();
    return known;
  }

  private boolean lookAtProcess() {
    if (processNanos.isEmpty()) {
      return files.head("proc/self/stat").filter(this::readProcess).isPresent();
    }
    long nanos = processNanos.get().getAsLong();
    process = nanos < 0 ? process : nanos / NANOS_PER_TICK;
    return nanos >= 0;
  }

  private boolean readMachine(String stat) {
    int end = stat.indexOf('\n');
    String[] fields = (end < 0 ? stat : stat.substring(0, end)).split(" +", -1);
    if (!fields[0].equals("cpu") || fields.length <= IDLE) {
      return false;
    }
    try {
      long idle = 0;
      long sum = 0;
      for (int i = 1; i < Math.min(fields.length, GUEST); i++) {
        long ticks = Long.parseLong(fields[i]);
        sum += ticks;
        idle += i == IDLE || i == WAITING || i == STOLEN ? ticks : 0;
      }
      all = sum;
      busy = sum - idle;
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** The name, in brackets, may hold anything; time for the user and the system follow it. */
  private boolean readProcess(String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
    try {
      process = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
      return true;
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      return false;
    }
  }

  /** All processes' work. */
  long busy() {
    return busy;
  }

  /** All processors' time, idle or not. */
  long all() {
    return all;
  }

  /** This process's work. */
  long process() {
    return process;
  }
}
