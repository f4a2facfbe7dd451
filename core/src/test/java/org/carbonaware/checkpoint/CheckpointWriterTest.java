package org.carbonaware.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a write leaves behind besides the checkpoint: no threads, no half a checkpoint unsaid. */
class CheckpointWriterTest {
  private static final TrainingIdentity IDENTITY = TrainingIdentity.of("toy", "1", "a toy", "a");

  @TempDir
  Path directory;

  private final List<String> warnings = new ArrayList<>();

  private CheckpointWriter writer(DurableFiles files, long largeBytes) {
    return new CheckpointWriter(directory, files, largeBytes, warnings::add);
  }

  private static Snapshot snapshot(Map<String, String> attributes, int bytes) {
    return new Snapshot(
        IDENTITY,
        attributes,
        List.of(new Snapshot.File("value.bin", out -> out.write(new byte[bytes]))));
  }

  private Manifest write(CheckpointWriter writer, Snapshot snapshot) throws IOException {
    return writer.write(1, snapshot, Map.of(), Instant.EPOCH);
  }

  @Test
  void aCheckpointIsLargeFromItsLimitOn() throws IOException {
    CheckpointWriter writer = writer(new OsFiles(), 100);
    Manifest small = write(writer, snapshot(Map.of(), 99));
    assertThat(small.files()).singleElement().matches(file -> !file.sha256().isEmpty());
    Manifest large = writer.write(2, snapshot(Map.of(), 100), Map.of(), Instant.EPOCH);
    assertThat(large.files()).singleElement().matches(file -> file.sha256().isEmpty());
  }

  /** With padding that fills the manifest up to what a reader takes, and a byte more. */
  @Test
  void whatCannotBeReadAgainIsNotWritten() throws IOException {
    CheckpointWriter writer = writer(new OsFiles(), 0);
    int bare = ManifestJson.write(write(writer, snapshot(Map.of("padding", ""), 1))).length;
    String full = "x".repeat(CheckpointReader.MAX_MANIFEST_BYTES - bare);
    Manifest longest =
        writer.write(2, snapshot(Map.of("padding", full), 1), Map.of(), Instant.EPOCH);
    assertThat(ManifestJson.write(longest)).hasSize(CheckpointReader.MAX_MANIFEST_BYTES);
    assertThat(CheckpointReader.verify(directory.resolve(CheckpointNames.ofSequence(2))))
        .extracting(DirectoryCheckpoint::manifest)
        .isEqualTo(longest);

    assertThatThrownBy(() ->
            writer.write(3, snapshot(Map.of("padding", full + "x"), 1), Map.of(), Instant.EPOCH))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("large values belong into files");
    assertThat(directory).isDirectoryNotContaining("glob:**3");
    assertThat(warnings).isEmpty();
  }

  @Test
  void itsThreadsKeepNoProcessAliveAndEndWithIt() throws Exception {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    DurableFiles watched = new RealDisk() {
      @Override
      public Sink createFile(Path file) throws IOException {
        Sink sink = super.createFile(file);
        return new Sink() {
          @Override
          public void write(byte[] bytes, int offset, int length) throws IOException {
            threads.add(Thread.currentThread());
            sink.write(bytes, offset, length);
          }

          @Override
          void forceAhead() {
            threads.add(Thread.currentThread());
          }

          @Override
          void force() throws IOException {
            sink.force();
          }

          @Override
          public void close() throws IOException {
            sink.close();
          }
        };
      }
    };

    write(writer(watched, 0), snapshot(Map.of(), 5 << 20));

    threads.remove(Thread.currentThread());
    assertThat(threads)
        .extracting(Thread::getName)
        .containsExactlyInAnyOrder("carbon-checkpoint-write", "carbon-checkpoint-force");
    for (Thread thread : threads) {
      assertThat(thread.isDaemon()).isTrue();
      thread.join(TimeUnit.SECONDS.toMillis(20));
      assertThat(thread.isAlive()).isFalse();
    }
  }

  @Test
  void whatIsLeftOfOneThatCouldNotBeWrittenIsSaid() {
    DurableFiles broken = new RealDisk() {
      @Override
      public void rename(Path from, Path to) throws IOException {
        throw new IOException("no rename");
      }

      @Override
      public void delete(Path path) throws IOException {
        throw new IOException("no delete");
      }
    };

    assertThatThrownBy(() -> write(writer(broken, 0), snapshot(Map.of(), 1)))
        .hasMessage("no rename");

    assertThat(warnings)
        .singleElement()
        .asString()
        .contains(directory.resolve(".writing-checkpoint-0000000001").toString())
        .endsWith("no delete");
  }

  @Test
  void withItsDigestsItSaysTheSame() throws IOException {
    CheckpointWriter writer = writer(new OsFiles(), 0);
    Manifest quick = write(writer, snapshot(Map.of("step", "7"), 3));
    Path checkpoint = directory.resolve(CheckpointNames.ofSequence(1));
    writer.addDigests(checkpoint, quick);

    Manifest digested = CheckpointReader.verify(checkpoint).manifest();
    assertThat(digested.withFiles(quick.files())).isEqualTo(quick);
    assertThat(digested.files())
        .singleElement()
        .matches(file -> file.sha256()
            .equals("709e80c88487a2411e1ee4dfb9f22a861492d20c4765150c0c794abd70f8147c"))
        .matches(file -> file.crcs().equals(quick.files().get(0).crcs()));
    assertThat(new String(ManifestJson.write(digested), StandardCharsets.UTF_8)).contains("709e80");
  }
}
