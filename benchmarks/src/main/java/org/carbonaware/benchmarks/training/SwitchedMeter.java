package org.carbonaware.benchmarks.training;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.carbonaware.energy.EnergyMeter;
import org.carbonaware.energy.EnergyReading;

/**
 * A meter that works only in the turns of the training it belongs to, so that no other training
 * bears its cost.
 */
final class SwitchedMeter implements EnergyMeter {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final EnergyMeter meter;
  private final AtomicInteger looks = new AtomicInteger();
  private final AtomicLong processorNanos = new AtomicLong();
  private volatile boolean on;
  private EnergyReading last;

  SwitchedMeter(EnergyMeter meter) {
    this.meter = meter;
    this.last = meter.read();
  }

  void turn(boolean works) {
    on = works;
  }

  /** How often it looked or read. */
  int looks() {
    return looks.get();
  }

  /** The processor time of all its looks together. */
  long processorNanos() {
    return processorNanos.get();
  }

  @Override
  public void sample() {
    if (on) {
      long begin = THREADS.getCurrentThreadCpuTime();
      meter.sample();
      looked(begin);
    }
  }

  @Override
  public EnergyReading read() {
    if (on) {
      long begin = THREADS.getCurrentThreadCpuTime();
      last = meter.read();
      looked(begin);
    }
    return last;
  }

  private void looked(long begin) {
    processorNanos.addAndGet(THREADS.getCurrentThreadCpuTime() - begin);
    looks.incrementAndGet();
  }

  @Override
  public void close() {
    meter.close();
  }
}
