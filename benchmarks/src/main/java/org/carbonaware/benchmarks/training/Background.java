package org.carbonaware.benchmarks.training;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What controllers do on threads of their own, beside the training: a core's time that a training
 * lacks where it keeps all cores busy.
 *
 * @param wallNanos how long was looked
 * @param controllers how many controllers there were
 * @param threadNanos processor time of their threads, all together
 * @param looks how often their meters looked
 * @param lookNanos processor time of these looks
 */
record Background(long wallNanos, int controllers, long threadNanos, int looks, long lookNanos) {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final String OURS = "carbon-";
  private static final double USUAL_LOOKS_PER_SECOND = 2; // a sample and a reading

  /** Begins to look. */
  static Background begin(List<Contender> contenders) {
    List<SwitchedMeter> meters =
        contenders.stream().map(Contender::meter).filter(Objects::nonNull).toList();
    return new Background(
        System.nanoTime(),
        (int) contenders.stream().filter(each -> each.arm().controlled()).count(),
        spentByOurs(),
        meters.stream().mapToInt(SwitchedMeter::looks).sum(),
        meters.stream().mapToLong(SwitchedMeter::processorNanos).sum());
  }

  /** What was spent since this was taken. */
  Background since(List<Contender> contenders) {
    Background now = begin(contenders);
    return new Background(
        now.wallNanos - wallNanos,
        controllers,
        now.threadNanos - threadNanos,
        now.looks - looks,
        now.lookNanos - lookNanos);
  }

  private static long spentByOurs() {
    return Stream.of(THREADS.getThreadInfo(THREADS.getAllThreadIds()))
        .filter(Objects::nonNull)
        .filter(thread -> thread.getThreadName().startsWith(OURS))
        .mapToLong(ThreadInfo::getThreadId)
        .map(THREADS::getThreadCpuTime)
        .filter(nanos -> nanos > 0)
        .sum();
  }

  /** The share of one core that a controller's threads took, looking four times as often. */
  double share() {
    return (double) (threadNanos - lookNanos) / wallNanos / controllers;
  }

  /** The processor time of one look at the meter, in nanoseconds. */
  double look() {
    return looks == 0 ? 0 : (double) lookNanos / looks;
  }

  /** The share of one core that metering takes at the usual pace. */
  double meteringShare() {
    return look() * USUAL_LOOKS_PER_SECOND / 1e9;
  }
}
