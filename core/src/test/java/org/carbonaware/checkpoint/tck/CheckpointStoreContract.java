package org.carbonaware.checkpoint.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.carbonaware.checkpoint.Checkpoint;
import org.carbonaware.checkpoint.CheckpointException;
import org.carbonaware.checkpoint.CheckpointStore;
import org.carbonaware.checkpoint.Manifest;
import org.carbonaware.checkpoint.Snapshot;
import org.carbonaware.checkpoint.TrainingIdentity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every {@link CheckpointStore} does. A subclass says how to open one. */
public abstract class CheckpointStoreContract {
  protected static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456789Z");
  protected static final TrainingIdentity IDENTITY =
      new TrainingIdentity("toy", "1.0", "ab12", "a toy with 3 parameters");

  private final List<CheckpointStore> opened = new ArrayList<>();

  /** Opens a new, empty store. */
  protected abstract CheckpointStore openNew(int keepLast);

  /** Opens a closed store of {@link #openNew} again, as after a restart. */
  protected abstract CheckpointStore reopen(CheckpointStore closed, int keepLast);

  /** Damages a checkpoint of {@link #snapshot}. */
  protected abstract void damage(CheckpointStore store, Manifest written) throws IOException;

  @AfterEach
  void closeStores() {
    opened.forEach(CheckpointStore::close);
  }

  private CheckpointStore empty(int keepLast) {
    CheckpointStore store = openNew(keepLast);
    opened.add(store);
    return store;
  }

  private CheckpointStore restarted(CheckpointStore store, int keepLast) {
    store.close();
    CheckpointStore again = reopen(store, keepLast);
    opened.add(again);
    return again;
  }

  @Test
  void hasNothingAtFirst() {
    CheckpointStore store = empty(3);

    assertThat(store.latest()).isEmpty();
    assertThat(store.damaged()).isEmpty();
    assertThat(store.warnings()).isEmpty();
  }

  @Test
  void skipsDamagedCheckpointsAndNamesThem() throws IOException {
    CheckpointStore store = empty(3);
    store.write(snapshot(1), Map.of(), NOON);
    Manifest second = store.write(snapshot(2), Map.of(), NOON);
    Manifest third = store.write(snapshot(3), Map.of(), NOON);
    String location = store.latest().orElseThrow().location();
    assertThat(store.damaged()).isEmpty();

    damage(store, third);
    damage(store, second);

    assertThat(value(store.latest().orElseThrow())).isEqualTo(1);
    assertThat(store.damaged()).hasSize(2);
    assertThat(store.damaged().get(0)).startsWith(location);
  }

  @Test
  void tellsOnlyDamagedCheckpointsFromNone() throws IOException {
    CheckpointStore store = empty(3);
    damage(store, store.write(snapshot(1), Map.of(), NOON));

    assertThat(store.latest()).isEmpty();
    assertThat(store.damaged()).hasSize(1);

    store.write(snapshot(2), Map.of(), NOON);
    assertThat(value(store.latest().orElseThrow())).isEqualTo(2);
    assertThat(store.damaged()).isEmpty();
  }

  @Test
  void givesBackWhatWasWritten() {
    CheckpointStore store = empty(3);
    Map<String, String> attributes =
        Map.of("iteration", "12", "empty", "", "odd key\n\"", "line\nend \u20ac \u0000");
    Snapshot snapshot =
        new Snapshot(IDENTITY, attributes, List.of(file("b.bin", 1, 2, 3), file("a.bin")));

    Manifest written = store.write(snapshot, Map.of("run", "r-1"), NOON);

    Checkpoint latest = store.latest().orElseThrow();
    assertThat(latest.manifest()).isEqualTo(written);
    assertThat(written.formatVersion()).isEqualTo(Manifest.FORMAT_VERSION);
    assertThat(written.writtenAt()).isEqualTo(NOON);
    assertThat(written.identity()).isEqualTo(IDENTITY);
    assertThat(written.run()).containsExactly(Map.entry("run", "r-1"));
    assertThat(written.training()).isEqualTo(attributes);
    assertThat(written.files()).extracting(Manifest.Entry::name).containsExactly("b.bin", "a.bin");
    assertThat(written.bytes()).isEqualTo(3);
    assertThat(written.files().get(0).sha256())
        .isEqualTo("039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81");
    assertThat(written.files().get(1).sha256())
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assertThat(read(latest, "b.bin")).containsExactly(1, 2, 3);
    assertThat(read(latest, "a.bin")).isEmpty();
    assertThat(latest.location()).isNotBlank();
  }

  static Stream<SplittableRandom> seeds() {
    return LongStream.range(0, 12).mapToObj(SplittableRandom::new);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void givesBackAnySnapshot(SplittableRandom random) throws Exception {
    CheckpointStore store = empty(1 + random.nextInt(3));
    Map<String, byte[]> contents = new HashMap<>();
    List<Snapshot.File> files = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      byte[] content = new byte[random.nextInt(200_000)];
      random.nextBytes(content);
      contents.put("part-" + i + ".bin", content);
      int chunk = 1 + random.nextInt(100_000);
      files.add(new Snapshot.File("part-" + i + ".bin", out -> {
        for (int at = 0; at < content.length; at += chunk) {
          out.write(content, at, Math.min(chunk, content.length - at));
        }
      }));
    }

    Manifest written = store.write(new Snapshot(IDENTITY, Map.of(), files), Map.of(), NOON);

    Checkpoint latest = store.latest().orElseThrow();
    assertThat(written.files()).hasSameSizeAs(files);
    for (Manifest.Entry entry : written.files()) {
      byte[] content = contents.get(entry.name());
      assertThat(entry.bytes()).isEqualTo(content.length);
      assertThat(entry.sha256())
          .isEqualTo(
              HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content)));
      assertThat(read(latest, entry.name())).isEqualTo(content);
    }
  }

  @Test
  void latestIsTheLastWritten() {
    CheckpointStore store = empty(2);

    for (int i = 1; i <= 5; i++) {
      assertThat(store.write(snapshot(i), Map.of(), NOON).sequence()).isEqualTo(i);
      assertThat(value(store.latest().orElseThrow())).isEqualTo(i);
    }
  }

  /** Found as a user finds it: by damaging, which stands for moving away, all that came later. */
  @Test
  void keepsTheNewestFromBeforeTheLossWasNoNumber() throws IOException {
    for (String loss : List.of("NaN", "Infinity", "-Infinity")) {
      CheckpointStore store = empty(2);
      store.write(snapshot(1), Map.of("loss", "0.5"), NOON);
      store.write(snapshot(2), Map.of(), NOON);
      List<Manifest> diverged = new ArrayList<>();
      for (int i = 3; i <= 5; i++) {
        store = restarted(store, 2); // whoever writes need not be who wrote
        diverged.add(store.write(snapshot(i), Map.of("loss", loss), NOON));
        assertThat(value(store.latest().orElseThrow())).isEqualTo(i);
      }
      damage(store, diverged.get(1));
      damage(store, diverged.get(2));
      assertThat(value(store.latest().orElseThrow())).as(loss).isEqualTo(2);
      store.close();
    }
  }

  @Test
  void aLossThatIsANumberAgainKeepsNothingBesides() throws IOException {
    CheckpointStore store = empty(1);
    store.write(snapshot(1), Map.of("loss", "0.5"), NOON);
    store.write(snapshot(2), Map.of("loss", "NaN"), NOON);
    Manifest last = store.write(snapshot(3), Map.of("loss", "1e308"), NOON);
    damage(store, last);
    assertThat(store.latest()).isEmpty();
  }

  @Test
  void goesOnAfterARestart() {
    CheckpointStore store = empty(2);
    store.write(snapshot(1), Map.of(), NOON);
    store.write(snapshot(2), Map.of(), NOON);

    CheckpointStore again = restarted(store, 2);

    assertThat(value(again.latest().orElseThrow())).isEqualTo(2);
    assertThat(again.write(snapshot(3), Map.of(), NOON).sequence()).isEqualTo(3);
    assertThat(again.warnings()).isEmpty();
  }

  @Test
  void opensOnlyFilesOfTheCheckpoint() {
    CheckpointStore store = empty(1);
    store.write(snapshot(1), Map.of(), NOON);
    Checkpoint latest = store.latest().orElseThrow();

    for (String name : List.of("other.bin", "manifest.json", "..", "../x", "")) {
      assertThatThrownBy(() -> latest.open(name))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("no file \"" + name + "\"");
    }
  }

  @Test
  void aFailingContentLeavesTheEarlierCheckpoint() {
    CheckpointStore store = empty(1);
    store.write(snapshot(1), Map.of(), NOON);

    assertThatThrownBy(() -> store.write(failing(new IOException("no more")), Map.of(), NOON))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("no more");
    assertThat(value(store.latest().orElseThrow())).isEqualTo(1);
    assertThatThrownBy(
            () -> store.write(failing(new IllegalStateException("gone")), Map.of(), NOON))
        .hasMessageContaining("gone");
    assertThat(value(store.latest().orElseThrow())).isEqualTo(1);

    assertThat(store.write(snapshot(2), Map.of(), NOON).sequence()).isEqualTo(2);
    assertThat(value(store.latest().orElseThrow())).isEqualTo(2);
  }

  @Test
  void aContentMayCloseItsStream() {
    CheckpointStore store = empty(1);
    Snapshot.File closing = new Snapshot.File("value.bin", out -> {
      try (out) {
        out.write(7);
      }
    });

    store.write(new Snapshot(IDENTITY, Map.of(), List.of(closing)), Map.of(), NOON);

    assertThat(value(store.latest().orElseThrow())).isEqualTo(7);
  }

  @Test
  void aClosedStoreRefusesToWork() {
    CheckpointStore store = empty(1);
    store.close();
    store.close();

    assertThatThrownBy(store::latest)
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(() -> store.write(snapshot(1), Map.of(), NOON))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void threadsWaitForEachOther() throws Exception {
    CheckpointStore store = empty(3);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Long>> sequences = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        int value = i;
        sequences.add(threads.submit(() -> {
          store.latest();
          return store.write(snapshot(value), Map.of(), NOON).sequence();
        }));
      }
      List<Long> seen = new ArrayList<>();
      for (Future<Long> sequence : sequences) {
        seen.add(sequence.get());
      }
      assertThat(seen)
          .containsExactlyInAnyOrderElementsOf(
              LongStream.rangeClosed(1, 20).boxed().toList());
      assertThat(store.latest().orElseThrow().manifest().sequence()).isEqualTo(20);
    } finally {
      threads.shutdownNow();
    }
  }

  /** A snapshot of one file, {@code value.bin}, with one byte. */
  protected static Snapshot snapshot(int value) {
    return new Snapshot(
        IDENTITY, Map.of("value", Integer.toString(value)), List.of(file("value.bin", value)));
  }

  /** The byte of a {@link #snapshot}. */
  protected static int value(Checkpoint checkpoint) {
    return read(checkpoint, "value.bin")[0];
  }

  protected static Snapshot.File file(String name, int... bytes) {
    return new Snapshot.File(name, out -> {
      for (int value : bytes) {
        out.write(value);
      }
    });
  }

  protected static byte[] read(Checkpoint checkpoint, String name) {
    try (InputStream in = checkpoint.open(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Snapshot failing(Exception failure) {
    return new Snapshot(IDENTITY, Map.of(), List.of(new Snapshot.File("value.bin", out -> {
      out.write("half".getBytes(StandardCharsets.UTF_8));
      if (failure instanceof IOException io) {
        throw io;
      }
      throw (RuntimeException) failure;
    })));
  }
}
