package org.carbonaware.cli.exec;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The processor time of programs that run one after the other, and of this process. */
final class ProcessorTime implements LongSupplier {
  private final LongSupplier own;
  private @Nullable Program program;
  private long earlier;

  ProcessorTime(LongSupplier own) {
    this.own = own;
  }

  /** The program that runs from now on. */
  synchronized void of(Program next) {
    Program before = program;
    earlier += before == null ? 0 : before.processorNanos();
    program = next;
  }

  @Override
  public synchronized long getAsLong() {
    Program running = program;
    return Math.max(0, own.getAsLong())
        + earlier
        + (running == null ? 0 : running.processorNanos());
  }
}
