package org.carbonaware.control.tck;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a child is to do, from one process to the other.
 *
 * @param directory where it keeps checkpoints and ledger, as the child sees it
 * @param clock the file of its clock
 * @param epochs the epochs of the whole run
 * @param deadline when the run must be done, from its very start
 * @param margin what it keeps in hand before that
 * @param mostBatches after so many batches of this process, and a checkpoint, it waits to be ended;
 *     0 if it does not
 * @param then what it does besides
 * @param afterBatches after how many batches of this process it does that
 */
record ChildOrder(
    Path directory,
    Path clock,
    long epochs,
    Duration deadline,
    Duration margin,
    long mostBatches,
    Then then,
    long afterBatches) {
  /** What a child does besides training. */
  enum Then {
    NOTHING,
    /** Suspends, as a person may. */
    SUSPEND,
    /** Ends the process in the middle of a batch. */
    EXIT,
    /** Takes all memory on the training thread, which dies of it. */
    RUN_OUT_OF_MEMORY,
    /** Takes all memory on another thread, and gives it back some time later. */
    HOARD
  }

  /** Trains to the end, whatever the time. */
  static ChildOrder toTheEnd(Path directory, long epochs) {
    return new ChildOrder(
        directory,
        directory.resolveSibling(directory.getFileName() + ".clock"),
        epochs,
        Duration.ofDays(365),
        Duration.ofHours(1),
        0,
        Then.NOTHING,
        0);
  }

  ChildOrder within(Duration newDeadline, Duration newMargin) {
    return new ChildOrder(
        directory, clock, epochs, newDeadline, newMargin, mostBatches, then, afterBatches);
  }

  ChildOrder by(Path newClock) {
    return new ChildOrder(
        directory, newClock, epochs, deadline, margin, mostBatches, then, afterBatches);
  }

  ChildOrder in(Path newDirectory) {
    return new ChildOrder(
        newDirectory, clock, epochs, deadline, margin, mostBatches, then, afterBatches);
  }

  ChildOrder atMost(long batches) {
    return new ChildOrder(directory, clock, epochs, deadline, margin, batches, then, afterBatches);
  }

  ChildOrder then(Then next, long after) {
    return new ChildOrder(directory, clock, epochs, deadline, margin, mostBatches, next, after);
  }

  List<String> toArguments() {
    List<String> arguments = new ArrayList<>();
    for (Object part :
        new Object[] {directory, clock, epochs, deadline, margin, mostBatches, then, afterBatches
        }) {
      arguments.add(part.toString());
    }
    return arguments;
  }

  static ChildOrder of(String[] arguments) {
    return new ChildOrder(
        Path.of(arguments[0]),
        Path.of(arguments[1]),
        Long.parseLong(arguments[2]),
        Duration.parse(arguments[3]),
        Duration.parse(arguments[4]),
        Long.parseLong(arguments[5]),
        Then.valueOf(arguments[6]),
        Long.parseLong(arguments[7]));
  }
}
