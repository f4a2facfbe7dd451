package org.carbonaware.benchmarks.micro;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.carbonaware.checkpoint.DirectoryCheckpointStore;
import org.carbonaware.checkpoint.Manifest;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long a training stands still for a checkpoint to be on the disk, the one before it to be
 * replaced; beside a file of the same bytes that is written in one go and forced.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-XX:MaxDirectMemorySize=4g")
@Warmup(iterations = 2)
@Measurement(iterations = 3)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class CheckpointWriteBenchmark {
  /** The size, in MiB. */
  @Param({"1", "16", "64", "256", "1024"})
  public int megabytes;

  private MadeState state;
  private Path directory;
  private Path raw;
  private DirectoryCheckpointStore store;

  /** For JMH. */
  public CheckpointWriteBenchmark() {}

  /** Makes what is written. */
  @Setup
  public void make() throws IOException {
    state = new MadeState(megabytes);
    directory = Places.directory();
    raw = directory.resolve("raw");
  }

  /** Opens the store. */
  @Setup(Level.Iteration)
  public void open() {
    store = DirectoryCheckpointStore.open(directory.resolve("checkpoints"), 1);
  }

  /** Waits until what was replaced is deleted. */
  @TearDown(Level.Iteration)
  public void close() throws IOException {
    store.close();
    Files.deleteIfExists(raw);
  }

  /** Deletes all. */
  @TearDown
  public void delete() throws IOException {
    Places.delete(directory);
  }

  /**
   * A checkpoint.
   *
   * @return what was written
   */
  @Benchmark
  public Manifest write() {
    return store.write(state.snapshot(), Map.of(), Instant.EPOCH);
  }

  /** A file. */
  @Benchmark
  public void rawWrite() throws IOException {
    RawFile.write(raw, state.arrays());
  }
}
