package org.carbonaware.benchmarks.micro;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.carbonaware.checkpoint.DirectoryCheckpointStore;
import org.carbonaware.checkpoint.Tensor;
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
 * How long it takes to find a checkpoint sound and to have its values in memory, from the disk or
 * from what the operating system keeps of it; beside reading a file of the same bytes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-XX:MaxDirectMemorySize=4g")
@Warmup(iterations = 2)
@Measurement(iterations = 3)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class CheckpointRestoreBenchmark {
  /** The size, in MiB. */
  @Param({"1", "16", "64", "256", "1024"})
  public int megabytes;

  /** Whether the operating system still has the files in memory. */
  @Param({"false", "true"})
  public boolean cached;

  private MadeState state;
  private Path directory;
  private Path raw;
  private DirectoryCheckpointStore store;

  /** For JMH. */
  public CheckpointRestoreBenchmark() {}

  /** Writes both. */
  @Setup
  public void write() throws IOException {
    state = new MadeState(megabytes);
    directory = Places.directory();
    raw = directory.resolve("raw");
    RawFile.write(raw, state.arrays());
    store = DirectoryCheckpointStore.open(directory.resolve("checkpoints"), 1);
    store.write(state.snapshot(), Map.of(), Instant.EPOCH);
  }

  /** Makes the memory of the last time free, and the operating system forget the files. */
  @Setup(Level.Iteration)
  public void forget() throws IOException {
    System.gc();
    if (!cached) {
      PageCache.drop(directory);
    }
  }

  /** Deletes all. */
  @TearDown
  public void delete() throws IOException {
    store.close();
    Places.delete(directory);
  }

  /**
   * A checkpoint.
   *
   * @return its values
   */
  @Benchmark
  public List<Map<String, Tensor>> restore() {
    return MadeState.read(store.latest().orElseThrow());
  }

  /**
   * A file.
   *
   * @return its values
   */
  @Benchmark
  public List<ByteBuffer> rawRead() throws IOException {
    return RawFile.read(raw, state.arrays());
  }
}
