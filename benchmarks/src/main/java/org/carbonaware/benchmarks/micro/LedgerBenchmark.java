package org.carbonaware.benchmarks.micro;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.carbonaware.control.ControllerEvent;
import org.carbonaware.control.ControllerEvent.EnergyUsed;
import org.carbonaware.control.ControllerEvent.RunStarted;
import org.carbonaware.control.ControllerEvent.StateChanged;
import org.carbonaware.control.ControllerState;
import org.carbonaware.energy.EnergyReading.Method;
import org.carbonaware.footprint.Boundary;
import org.carbonaware.ledger.Ledger;
import org.carbonaware.plan.Reason;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a line of the ledger takes: one that is handed to the operating system, as most are, and one
 * that is forced to the device, as changes of state are; beside the same bytes appended to a file
 * in the same way.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class LedgerBenchmark {
  private static final Instant AT = Instant.parse("2030-01-15T12:00:00Z");
  private static final String RUN = "benchmark";

  private Path directory;
  private Ledger ledger;
  private ControllerEvent energy;
  private ControllerEvent state;
  private RandomAccessFile raw;
  private byte[] energyLine;
  private byte[] stateLine;

  /** For JMH. */
  public LedgerBenchmark() {}

  /** Begins a run and a file beside it. */
  @Setup(Level.Iteration)
  public void begin() throws IOException {
    directory = Places.directory();
    ledger = Ledger.in(directory);
    ledger.onEvent(new RunStarted(
        AT,
        RUN,
        AT,
        AT.plus(Duration.ofHours(24)),
        "DE",
        "lifecycle",
        "plan",
        Optional.empty(),
        Optional.empty(),
        Boundary.DEFAULT,
        Duration.ofMinutes(1)));
    energy = new EnergyUsed(
        AT.plusSeconds(60),
        AT,
        ControllerState.RUNNING,
        Map.of("cpu", 3123.5, "gpu0", 20_345.25, "ram", 401.0),
        Method.MEASURED,
        Optional.of(2.125),
        3,
        3);
    state = new StateChanged(
        AT.plusSeconds(60),
        ControllerState.RUNNING,
        ControllerState.PAUSING,
        new Reason(Reason.Code.LIFECYCLE, "made for a benchmark"));
    energyLine = lineOf(energy);
    stateLine = lineOf(state);
    raw = new RandomAccessFile(directory.resolve("raw").toFile(), "rw");
  }

  private byte[] lineOf(ControllerEvent event) throws IOException {
    Path file = ledger.file(RUN);
    long before = Files.size(file);
    ledger.onEvent(event);
    byte[] all = Files.readAllBytes(file);
    return java.util.Arrays.copyOfRange(all, (int) before, all.length);
  }

  /** Ends the run. */
  @TearDown(Level.Iteration)
  public void end() throws IOException {
    ledger.onClose();
    raw.close();
    Places.delete(directory);
  }

  /** A line of energy. */
  @Benchmark
  public void append() {
    ledger.onEvent(energy);
  }

  /** The same bytes. */
  @Benchmark
  public void rawAppend() throws IOException {
    raw.write(energyLine);
  }

  /** A change of state, forced. */
  @Benchmark
  public void appendForced() {
    ledger.onEvent(state);
  }

  /** The same bytes, forced. */
  @Benchmark
  public void rawAppendForced() throws IOException {
    raw.write(stateLine);
    raw.getFD().sync();
  }
}
