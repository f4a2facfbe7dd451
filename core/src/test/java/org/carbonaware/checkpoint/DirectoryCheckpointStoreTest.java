package org.carbonaware.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.carbonaware.checkpoint.tck.CheckpointStoreContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryCheckpointStoreTest extends CheckpointStoreContract {
  @TempDir
  Path root;

  @Override
  protected CheckpointStore openNew(int keepLast) {
    return DirectoryCheckpointStore.open(root, keepLast);
  }

  @Override
  protected CheckpointStore reopen(CheckpointStore closed, int keepLast) {
    return DirectoryCheckpointStore.open(root, keepLast);
  }

  @Override
  protected void damage(CheckpointStore store, Manifest written) throws IOException {
    Path file = root.resolve(CheckpointNames.ofSequence(written.sequence())).resolve("value.bin");
    Files.write(file, new byte[] {1, 2, 3});
  }

  @Test
  void whatACutOffFirstWriteLeftIsNoDamagedCheckpoint() throws IOException {
    Path writing = Files.createDirectory(root.resolve(".writing-checkpoint-0000000001"));
    Files.writeString(writing.resolve("value.bin"), "half");

    try (CheckpointStore store = DirectoryCheckpointStore.open(root)) {
      assertThat(store.latest()).isEmpty();
      assertThat(store.damaged()).isEmpty();
      assertThat(store.warnings()).hasSize(1);
    }
  }

  @Test
  void saysWhereAndHowACheckpointIsDamaged() throws IOException {
    try (CheckpointStore store = DirectoryCheckpointStore.open(root)) {
      damage(store, store.write(snapshot(1), Map.of(), NOON));
      store.latest();

      assertThat(store.damaged())
          .singleElement()
          .asString()
          .contains(root.resolve("checkpoint-0000000001").toString())
          .contains("value.bin has 3 bytes instead of 1");
    }
  }

  @Test
  void keepsTheLastThreeByDefault() throws IOException {
    try (CheckpointStore store = DirectoryCheckpointStore.open(root)) {
      for (int i = 1; i <= 5; i++) {
        store.write(snapshot(i), Map.of(), NOON);
      }
    }

    assertThat(names(root))
        .containsExactly(
            ".lock", "checkpoint-0000000003", "checkpoint-0000000004", "checkpoint-0000000005");
  }

  @Test
  void removesWhatIsTooOldAfterKeepLastWasLowered() throws IOException {
    write(5, 4);
    write(2, 1);

    assertThat(names(root))
        .containsExactly(".lock", "checkpoint-0000000004", "checkpoint-0000000005");
  }

  @Test
  void largeOnesAreRemovedAndDigestedBeforeTheStoreIsClosed() throws IOException {
    byte[] large = new byte[5_000_000];
    new SplittableRandom(42).nextBytes(large);
    try (CheckpointStore store = DirectoryCheckpointStore.open(root, 1)) {
      for (int i = 1; i <= 3; i++) {
        Snapshot snapshot = new Snapshot(
            IDENTITY,
            Map.of(),
            List.of(
                new Snapshot.File("parameters.bin", out -> out.write(large)),
                new Snapshot.File("updater.bin", out -> out.write(large))));
        store.write(snapshot, Map.of(), NOON);
      }
      assertThat(store.latest().orElseThrow().manifest().sequence()).isEqualTo(3);
      assertThat(store.warnings()).isEmpty();
    }
    assertThat(names(root)).containsExactly(".lock", "checkpoint-0000000003");
    try (CheckpointStore store = DirectoryCheckpointStore.open(root, 1)) {
      assertThat(store.latest().orElseThrow().manifest().files())
          .extracting(Manifest.Entry::sha256)
          .containsOnly(Sha256.of(new ByteArrayInputStream(large)));
    }
    assertThat(names(root.resolve("checkpoint-0000000003")))
        .containsExactly("manifest.json", "parameters.bin", "updater.bin");
  }

  @Test
  void readsWhatEarlierVersionsWroteWithoutCrcs() throws IOException {
    write(1, 1);
    Path manifest = root.resolve("checkpoint-0000000001/manifest.json");
    String now = Files.readString(manifest);
    String before = now.replaceAll(",\\s*\"crcs\" : \"[0-9a-f]{16}\"", "");
    assertThat(before).isNotEqualTo(now);
    Files.writeString(manifest, before);
    try (CheckpointStore store = DirectoryCheckpointStore.open(root)) {
      assertThat(store.latest()).isPresent();
      Files.writeString(
          manifest, before.replaceFirst("(\"sha256\" : \")[0-9a-f]{8}", "$100000000"));
      assertThat(store.latest()).isEmpty();
      assertThat(store.warnings()).singleElement().asString().contains("SHA-256");
    }
  }

  @Test
  void aManifestWhoseDigestIsNoneIsRefused() throws IOException {
    write(1, 1);
    Path manifest = root.resolve("checkpoint-0000000001/manifest.json");
    String sound = Files.readString(manifest);
    for (String wrong : List.of("", "00", "g".repeat(64), "A".repeat(64))) {
      Files.writeString(manifest, sound.replaceFirst("[0-9a-f]{64}", wrong));
      try (CheckpointStore store = DirectoryCheckpointStore.open(root)) {
        assertThat(store.latest()).isEmpty();
        assertThat(store.warnings())
            .singleElement()
            .asString()
            .endsWith("\"sha256\" is missing or damaged: expected 64 hexadecimal digits");
      }
    }
  }

  @Test
  void writesTheManifestAsItIsDocumented() throws IOException {
    try (CheckpointStore store = DirectoryCheckpointStore.open(root)) {
      Snapshot snapshot = new Snapshot(
          IDENTITY, Map.of("b", "2", "a", "1", "c", "3"), List.of(file("value.bin", 1)));
      store.write(snapshot, Map.of("run", "r-1"), NOON);
    }

    assertThat(root.resolve("checkpoint-0000000001/manifest.json"))
        .content(StandardCharsets.UTF_8)
        .isEqualTo("""
            {
              "formatVersion" : 1,
              "sequence" : 1,
              "writtenAt" : "2026-03-01T12:00:00.123456789Z",
              "identity" : {
                "framework" : "toy",
                "frameworkVersion" : "1.0",
                "model" : "ab12",
                "description" : "a toy with 3 parameters"
              },
              "run" : {
                "run" : "r-1"
              },
              "training" : {
                "a" : "1",
                "b" : "2",
                "c" : "3"
              },
              "files" : [
                {
                  "name" : "value.bin",
                  "bytes" : 1,
                  "sha256" : "4bf5122f344554c53bde2ebb8cd2b7e3d1600ad631c385a5d7cce23c7785459a",
                  "crcs" : "a505df1ba016d052"
                }
              ]
            }""");
  }

  @Test
  void onlyTheOwnerMayReadACheckpoint() throws IOException {
    assumeThat(root.getFileSystem().supportedFileAttributeViews()).contains("posix");
    Path directory = root.resolve("made/for/it");
    try (CheckpointStore store = DirectoryCheckpointStore.open(directory)) {
      store.write(snapshot(1), Map.of(), NOON);
    }

    try (Stream<Path> paths = Files.walk(root.resolve("made"))) {
      assertThat(paths).hasSize(7).allSatisfy(path -> {
        String expected =
            Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) ? "rwx------" : "rw-------";
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
            .as(path.toString())
            .isEqualTo(expected);
      });
    }
  }

  @Test
  void removesWhatDeadWritersLeft() throws IOException {
    write(3, 1);
    Path writing = Files.createDirectory(root.resolve(".writing-checkpoint-0000000002"));
    Files.writeString(writing.resolve("value.bin"), "half");
    Path deleting = Files.createDirectories(root.resolve(".deleting-checkpoint-0000000000/deep"));
    Path elsewhere = Files.createDirectory(root.resolve("elsewhere"));
    Files.createSymbolicLink(deleting.resolve("link"), elsewhere);
    Files.writeString(elsewhere.resolve("mine"), "stays");

    try (CheckpointStore store = DirectoryCheckpointStore.open(root)) {
      assertThat(names(root)).containsExactly(".lock", "checkpoint-0000000001", "elsewhere");
      assertThat(elsewhere.resolve("mine")).exists();
      assertThat(store.warnings())
          .hasSize(2)
          .anyMatch(each -> each.contains(".writing-checkpoint-0000000002"))
          .anyMatch(each -> each.contains(".deleting-checkpoint-0000000000"));
    }
  }

  @Test
  void countsOnBehindADamagedCheckpoint() throws IOException {
    write(3, 2);
    Files.delete(root.resolve("checkpoint-0000000002/manifest.json"));

    try (CheckpointStore store = DirectoryCheckpointStore.open(root)) {
      assertThat(store.write(snapshot(9), Map.of(), NOON).sequence()).isEqualTo(3);
    }
  }

  @Test
  void doesNotReuseASequenceWhenSomeoneEmptiesTheDirectory() throws IOException {
    try (CheckpointStore store = DirectoryCheckpointStore.open(root)) {
      store.write(snapshot(1), Map.of(), NOON);
      Checkpoint latest = store.latest().orElseThrow();
      new OsFiles().deleteTree(root.resolve("checkpoint-0000000001"));

      assertThatThrownBy(() -> latest.open("value.bin"))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("perhaps it was removed");
      assertThat(store.latest()).isEmpty();
      assertThat(store.write(snapshot(2), Map.of(), NOON).sequence()).isEqualTo(2);
    }
  }

  @Test
  void aReadableCheckpointOutlivesTheStore() {
    write(1, 1);
    Checkpoint latest;
    try (CheckpointStore store = DirectoryCheckpointStore.open(root)) {
      latest = store.latest().orElseThrow();
    }

    assertThat(value(latest)).isEqualTo(1);
    assertThat(latest.location()).endsWith("checkpoint-0000000001");
  }

  @Test
  void leavesOtherFilesAlone() throws IOException {
    Files.writeString(root.resolve("notes.txt"), "mine");
    Files.createDirectory(root.resolve("checkpoint-12"));
    Files.createDirectory(root.resolve("checkpoint-00000000012"));
    write(1, 3);

    assertThat(names(root))
        .containsExactlyInAnyOrder(
            ".lock",
            "checkpoint-0000000003",
            "checkpoint-00000000012",
            "checkpoint-12",
            "notes.txt");
  }

  @Test
  void refusesAttributesItCouldNotReadAgain() {
    Snapshot snapshot = new Snapshot(IDENTITY, Map.of("large", "x".repeat(1 << 20)), List.of());
    try (CheckpointStore store = DirectoryCheckpointStore.open(root)) {
      assertThatThrownBy(() -> store.write(snapshot, Map.of(), NOON))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("large values belong into files");
      assertThat(store.latest()).isEmpty();
    }
  }

  @Test
  void refusesToKeepNothing() {
    assertThatThrownBy(() -> DirectoryCheckpointStore.open(root, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("keepLast 0");
  }

  @Test
  void refusesAFileForADirectory() throws IOException {
    Path file = Files.writeString(root.resolve("file"), "");

    for (Path directory : List.of(file, file.resolve("below"))) {
      assertThatThrownBy(() -> DirectoryCheckpointStore.open(directory))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining(directory.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        ".hidden",
        "a/b",
        "../a",
        "a\\b",
        "a b",
        "\u00e4",
        "a\n",
        "a:b",
        "manifest.json",
        "MANIFEST.json"
      })
  void aSnapshotRefusesAFileNameThatIsNotPlain(String name) {
    assertThatThrownBy(() -> file(name))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("\"" + name + "\"");
  }

  @Test
  void aSnapshotRefusesTwoFilesOfOneName() {
    List<Snapshot.File> files = List.of(file("a.bin"), file("A.BIN"));

    assertThatThrownBy(() -> new Snapshot(IDENTITY, Map.of(), files))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("A.BIN");
  }

  private void write(int keepLast, int count) {
    try (CheckpointStore store = DirectoryCheckpointStore.open(root, keepLast)) {
      for (int i = 1; i <= count; i++) {
        store.write(snapshot(i), Map.of(), NOON);
      }
    }
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> paths = Files.list(directory)) {
      return paths.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }
}
