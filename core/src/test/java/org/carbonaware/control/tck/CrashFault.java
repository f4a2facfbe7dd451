package org.carbonaware.control.tck;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.carbonaware.control.tck.ChildOrder.Then;

/** What can happen to a process of a run. Each ends the process, unless it takes its end. */
enum CrashFault {
  /** The one that all others are measured by. */
  KILLED("kill -9 while it trains", 24) {
    @Override
    String strike(CrashRound round, SplittableRandom random)
        throws IOException, InterruptedException {
      ChildProcess child = round.startAndAwaitTraining(order -> order);
      return round.killWithin(child, random);
    }
  },
  KILLED_EARLY("kill -9 while it starts or loads", 6) {
    @Override
    String strike(CrashRound round, SplittableRandom random)
        throws IOException, InterruptedException {
      ChildProcess child = round.start(order -> order);
      boolean running = child.outlives(random.nextLong(round.startMicros()));
      child.kill();
      return running ? KILL : "came too late";
    }
  },
  TERMINATED("SIGTERM", 3) {
    @Override
    String strike(CrashRound round, SplittableRandom random)
        throws IOException, InterruptedException {
      ChildProcess child = round.startAndAwaitTraining(order -> order);
      boolean running = child.outlives(random.nextLong(LONGEST_MICROS));
      child.terminate();
      int code = child.exitCode();
      return running ? "left with " + code : "came too late";
    }
  },
  OUT_OF_MEMORY("OutOfMemoryError in the training", 2) {
    @Override
    String strike(CrashRound round, SplittableRandom random)
        throws IOException, InterruptedException {
      return round.dieOf(random.nextLong(1, CrashRound.MOST_BATCHES), List.of());
    }
  },
  OUT_OF_MEMORY_EXITS("OutOfMemoryError with -XX:+ExitOnOutOfMemoryError", 2) {
    @Override
    String strike(CrashRound round, SplittableRandom random)
        throws IOException, InterruptedException {
      return round.dieOf(
          random.nextLong(1, CrashRound.MOST_BATCHES), List.of("-XX:+ExitOnOutOfMemoryError"));
    }
  },
  MEMORY_HOARDED("all memory taken by another thread for a while", 2) {
    @Override
    String strike(CrashRound round, SplittableRandom random)
        throws IOException, InterruptedException {
      long after = random.nextLong(1, CrashRound.MOST_BATCHES / 2);
      ChildProcess child = round.start(order -> order.then(Then.HOARD, after));
      boolean running = child.awaitSaid("let go");
      running &= child.outlives(random.nextLong(LONGEST_MICROS));
      child.kill();
      return running ? "went on; " + KILL : "died of it";
    }
  },
  STOPPED("SIGSTOP, hours later SIGCONT: a laptop that slept", 2) {
    @Override
    String strike(CrashRound round, SplittableRandom random)
        throws IOException, InterruptedException {
      ChildProcess child = round.startAndAwaitTraining(order -> order);
      child.outlives(random.nextLong(LONGEST_MICROS / 2));
      child.signal("STOP");
      round.clock().set(Duration.ofMinutes(random.nextLong(5, 8 * 60)));
      child.signal("CONT");
      return "went on; " + round.killWithin(child, random);
    }
  },
  CLOCK_SET("clock set by a second, an hour or a day, and put right", 3) {
    @Override
    String strike(CrashRound round, SplittableRandom random)
        throws IOException, InterruptedException {
      Duration jump = List.of(Duration.ofSeconds(1), Duration.ofHours(1), Duration.ofDays(1))
          .get(random.nextInt(3))
          .multipliedBy(random.nextBoolean() ? 1 : -1);
      ChildProcess child = round.startAndAwaitTraining(order -> order);
      round.clock().set(jump);
      child.outlives(random.nextLong(LONGEST_MICROS));
      if (random.nextBoolean()) {
        round.clock().set(jump.negated());
        return "went on; " + round.killWithin(child, random);
      }
      String outcome = round.killWithin(child, random);
      round.clock().set(jump.negated());
      return "went on; " + outcome;
    }
  },
  DISK_FULL("disk full", 3) {
    @Override
    String strike(CrashRound round, SplittableRandom random)
        throws IOException, InterruptedException {
      if (round.disk().isEmpty()) {
        return "skipped: needs a mount name space of its own (unshare, nsenter)";
      }
      SmallDisk disk = round.disk().get();
      ChildProcess child = round.startAndAwaitTraining(order -> order);
      disk.fill();
      boolean running = child.outlives(random.nextLong(LONGEST_MICROS));
      if (random.nextBoolean()) {
        disk.clear();
        return "went on; " + round.killWithin(child, random);
      }
      child.kill();
      String next = random.nextBoolean() ? round.startInTrouble() : "";
      disk.clear();
      return (running ? "went on; " + KILL : "came too late") + next;
    }
  },
  READ_ONLY("checkpoint directory made read-only", 2) {
    @Override
    String strike(CrashRound round, SplittableRandom random)
        throws IOException, InterruptedException {
      return whileReadOnly(round, random, round::checkpointsWritable);
    }
  },
  RECORD_READ_ONLY("the record and its directory made read-only", 1) {
    @Override
    String strike(CrashRound round, SplittableRandom random)
        throws IOException, InterruptedException {
      return whileReadOnly(round, random, round::recordWritable);
    }
  },
  TWO_AT_ONCE("a second process on the same directories", 1) {
    @Override
    String strike(CrashRound round, SplittableRandom random)
        throws IOException, InterruptedException {
      ChildProcess child = round.startAndAwaitTraining(order -> order);
      String second = round.secondProcessBeside(child);
      return second + "; " + round.killWithin(child, random);
    }
  },
  COPIED("kill -9, and its directories copied elsewhere", 2) {
    @Override
    String strike(CrashRound round, SplittableRandom random)
        throws IOException, InterruptedException {
      ChildProcess child = round.startAndAwaitTraining(order -> order);
      String outcome = round.killWithin(child, random);
      round.moveByCopying();
      return outcome + " and went on there";
    }
  };

  static final String KILL = "killed";
  static final long LONGEST_MICROS = 120_000;

  final String words;
  final int weight;

  CrashFault(String words, int weight) {
    this.words = words;
    this.weight = weight;
  }

  /**
   * Starts a process of the round and lets it happen.
   *
   * @return what was seen of it
   */
  abstract String strike(CrashRound round, SplittableRandom random)
      throws IOException, InterruptedException;

  /** Makes something writable, or not. */
  private interface Access {
    void writable(boolean writable) throws IOException;
  }

  private static String whileReadOnly(CrashRound round, SplittableRandom random, Access access)
      throws IOException, InterruptedException {
    if (!round.obeysPermissions()) {
      return "skipped: root may write everywhere, and can't be kept from it (setpriv)";
    }
    ChildProcess child = round.startAndAwaitTraining(order -> order);
    access.writable(false);
    String outcome = "went on; " + round.killWithin(child, random);
    String next = random.nextBoolean() ? round.startInTrouble() : "";
    access.writable(true);
    return outcome + next;
  }

  /** How much later a run may be done for it: work trained again, and time lost. */
  Duration costs() {
    return switch (this) {
      case STOPPED -> Duration.ofHours(12);
      case CLOCK_SET -> Duration.ofHours(18);
      default -> Duration.ofHours(4);
    };
  }

  /** Draws one by the weights. */
  static CrashFault draw(SplittableRandom random) {
    int all = 0;
    for (CrashFault fault : values()) {
      all += fault.weight;
    }
    int number = random.nextInt(all);
    for (CrashFault fault : values()) {
      number -= fault.weight;
      if (number < 0) {
        return fault;
      }
    }
    throw new IllegalStateException("the weights do not add up");
  }
}
