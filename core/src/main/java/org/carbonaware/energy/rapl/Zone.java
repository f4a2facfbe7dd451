package org.carbonaware.energy.rapl;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Adds up what one counter counts, in whole microjoules. The counter wraps around at a range of its
 * own: on a busy server after some twenty minutes. Belongs to one thread.
 */
final class Zone {
  /** What became of a look at the counter. */
  enum Look {
    /** What was drawn since the look before is known. */
    COUNTED,
    /** The counter was read, but what was drawn since the look before is not known. */
    LOST,
    /** The counter could not be read. */
    UNREADABLE
  }

  /** More than a counter's part of the machine can draw; what is above was not drawn. */
  private static final long ABSURD_WATTS = 2_000;

  /** The same for a whole machine. */
  private static final long ABSURD_PLATFORM_WATTS = 30_000;

  /** How much later than its time a look may come to its file. */
  private static final long LATE_NANOS = 2_000_000_000L;

  /** What is taken to be the most that a package draws for long. */
  private static final long BUSY_WATTS = 500;

  /** The same for a whole machine. */
  private static final long BUSY_PLATFORM_WATTS = 5_000;

  /** A watt is a microjoule in a thousand nanoseconds. */
  private static final long NANOS_PER_WATT = 1_000;

  private final String name;
  private final Path file;
  private final long range;
  private final long absurdWatts;
  private final long busyWatts;
  private final CounterReader reader;
  private final long start;
  private boolean known;
  private long last;
  private long lastNanos;
  private long microjoules;
  private long coveredNanos;
  private int lost;
  private Look look = Look.UNREADABLE;
  private String failure = "";

  /**
   * Begins at zero with a first look.
   *
   * @param found where the counter is
   * @param now monotonic time in nanoseconds
   */
  Zone(Powercap.Found found, CounterReader reader, long now) {
    this.name = found.name();
    this.file = found.energy();
    this.range = found.range(reader);
    this.absurdWatts = found.isPlatform() ? ABSURD_PLATFORM_WATTS : ABSURD_WATTS;
    this.busyWatts = found.isPlatform() ? BUSY_PLATFORM_WATTS : BUSY_WATTS;
    this.reader = reader;
    this.start = now;
    look(now);
  }

  /** Looks at the counter and adds what it moved. */
  Look look(long now) {
    try {
      long value = reader.read(file);
      if (range > 0 && value > range) {
        throw new IOException("it holds " + value + ", above its range of " + range);
      }
      look = add(value, now);
      failure = "";
    } catch (IOException | RuntimeException e) {
      look = Look.UNREADABLE;
      failure = CounterReader.inWords(e);
    }
    return look;
  }

  private Look add(long value, long now) {
    if (!known) {
      known = true;
      last = value;
      lastNanos = now;
      return Look.LOST;
    }
    long elapsed = Math.max(0, now - lastNanos); // right even where the time wraps around
    boolean wrapped = value < last;
    long drawn = value - last + (wrapped ? range : 0);
    last = value;
    lastNanos = now;
    boolean unknowable = wrapped && range == 0; // where it began anew is not told
    if (unknowable || drawn / absurdWatts > (elapsed + LATE_NANOS) / NANOS_PER_WATT) {
      lost++; // set back, as after sleep, or another machine's
      return Look.LOST;
    }
    microjoules += drawn;
    boolean perhapsMore = range > 0 && elapsed / NANOS_PER_WATT * busyWatts > range;
    if (!perhapsMore) { // else it may have wrapped twice, and what was drawn is a lower bound
      coveredNanos += elapsed;
    }
    return Look.COUNTED;
  }

  String name() {
    return name;
  }

  long microjoules() {
    return microjoules;
  }

  /** How often what was drawn between two looks was not known. */
  int lost() {
    return lost;
  }

  boolean hasRange() {
    return range > 0;
  }

  boolean readable() {
    return look != Look.UNREADABLE;
  }

  Look lastLook() {
    return look;
  }

  /** Why the last look failed, in words; empty if it did not. */
  String failure() {
    return failure;
  }

  Path file() {
    return file;
  }

  /** The share of the time since the start for which what was drawn is known. */
  double coverage(long now) {
    long whole = now - start;
    if (whole <= 0) {
      return known ? 1 : 0;
    }
    return Math.min(1, coveredNanos / (double) whole);
  }
}
