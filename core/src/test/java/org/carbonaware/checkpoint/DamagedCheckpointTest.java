package org.carbonaware.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Damages the newest of two checkpoints in every way; the one before must be found. */
class DamagedCheckpointTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final List<String> FILES = List.of("manifest.json", "parameters.bin", "empty.bin");

  @TempDir
  Path root;

  private Path newest = Path.of("");

  @BeforeEach
  void writeTwo() {
    try (DirectoryCheckpointStore store = DirectoryCheckpointStore.open(root)) {
      store.write(snapshot(), Map.of(), NOON);
      store.write(snapshot(), Map.of(), NOON);
    }
    newest = root.resolve("checkpoint-0000000002");
  }

  private static Snapshot snapshot() {
    byte[] parameters = new byte[3000];
    new SplittableRandom(7).nextBytes(parameters);
    return new Snapshot(
        new TrainingIdentity("toy", "1", "ab", "a toy"),
        Map.of("iteration", "12"),
        List.of(
            new Snapshot.File("parameters.bin", out -> out.write(parameters)),
            new Snapshot.File("empty.bin", out -> {})));
  }

  @Test
  void aSoundOneIsFoundByAnInterruptedThreadToo() {
    try (DirectoryCheckpointStore store = DirectoryCheckpointStore.open(root)) {
      Thread.currentThread().interrupt();
      assertThat(store.latest())
          .get()
          .extracting(Checkpoint::location)
          .asString()
          .endsWith("2");
      assertThat(store.damaged()).isEmpty();
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void aFlippedBitInAFileIsFound() throws IOException {
    Path file = newest.resolve("parameters.bin");
    byte[] sound = Files.readAllBytes(file);
    try (DirectoryCheckpointStore store = DirectoryCheckpointStore.open(root)) {
      for (int at : new SplittableRandom(1).ints(40, 0, sound.length).toArray()) {
        byte[] flipped = sound.clone();
        flipped[at] ^= (byte) (1 << (at % 8));
        Files.write(file, flipped);
        assertThat(sequence(store)).as("byte %d", at).isEqualTo(1);
      }
      Files.write(file, sound);
      assertThat(sequence(store)).isEqualTo(2);
      assertThat(store.warnings()).singleElement().asString().contains("parameters.bin", "CRC-32C");
    }
  }

  @Test
  void aFlippedBitInTheManifestGivesNoWrongFile() throws IOException {
    Path file = newest.resolve("manifest.json");
    byte[] sound = Files.readAllBytes(file);
    try (DirectoryCheckpointStore store = DirectoryCheckpointStore.open(root)) {
      for (int at = 0; at < sound.length; at++) {
        byte[] flipped = sound.clone();
        flipped[at] ^= 1;
        Files.write(file, flipped);
        // A text such as the description may have changed and still be sound.
        Manifest found = store.latest().orElseThrow().manifest();
        assertThat(found.sequence()).isBetween(1L, 2L);
        assertThat(found.files()).extracting(Manifest.Entry::name).contains("parameters.bin");
        assertThat(found.bytes()).isEqualTo(3000);
      }
    }
  }

  @Test
  void aTornFileIsFound() throws IOException {
    try (DirectoryCheckpointStore store = DirectoryCheckpointStore.open(root)) {
      for (String name : List.of("manifest.json", "parameters.bin")) {
        Path file = newest.resolve(name);
        byte[] sound = Files.readAllBytes(file);
        List<Integer> lengths = new ArrayList<>(List.of(0, 1, sound.length - 1));
        new SplittableRandom(2).ints(20, 0, sound.length).forEach(lengths::add);
        for (int length : lengths) {
          Files.write(file, Arrays.copyOf(sound, length));
          assertThat(sequence(store)).as("%s cut to %d", name, length).isEqualTo(1);
        }
        Files.write(file, Arrays.copyOf(sound, sound.length + 1));
        assertThat(sequence(store)).as("%s with one byte more", name).isEqualTo(1);
        Files.write(file, sound);
        assertThat(sequence(store)).isEqualTo(2);
      }
    }
  }

  @Test
  void aMissingFileIsFound() throws IOException {
    try (DirectoryCheckpointStore store = DirectoryCheckpointStore.open(root)) {
      for (String name : FILES) {
        byte[] sound = Files.readAllBytes(newest.resolve(name));
        Files.delete(newest.resolve(name));
        assertThat(sequence(store)).isEqualTo(1);
        assertThat(store.warnings()).last().asString().endsWith("its file " + name + " is missing");
        Files.write(newest.resolve(name), sound);
      }
      assertThat(sequence(store)).isEqualTo(2);
    }
  }

  @Test
  void aDamagedOneKeepsNoSoundOneFromStaying() throws IOException {
    Files.delete(newest.resolve("parameters.bin"));
    try (DirectoryCheckpointStore store = DirectoryCheckpointStore.open(root, 2)) {
      assertThat(sequence(store)).isEqualTo(1);

      store.write(snapshot(), Map.of(), NOON);

      assertThat(sequence(store)).isEqualTo(3);
      assertThat(newest).doesNotExist();
      assertThat(root.resolve("checkpoint-0000000001")).exists();
    }
  }

  @Test
  void warnsOnceOfEachDamage() throws IOException {
    Files.delete(newest.resolve("empty.bin"));
    try (DirectoryCheckpointStore store = DirectoryCheckpointStore.open(root)) {
      store.latest();
      store.latest();
      assertThat(store.warnings()).hasSize(1);
    }
  }

  @Test
  void nothingIsLeftWhenAllAreDamaged() throws IOException {
    Files.delete(newest.resolve("empty.bin"));
    Files.delete(root.resolve("checkpoint-0000000001/manifest.json"));
    try (DirectoryCheckpointStore store = DirectoryCheckpointStore.open(root)) {
      assertThat(store.latest()).isEmpty();
      assertThat(store.warnings()).hasSize(2);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "null",
        "{",
        "{}",
        "{\"formatVersion\": 0}",
        "{\"formatVersion\": \"1\"}",
        "{\"formatVersion\": 1e400}",
        "{\"formatVersion\": 1, \"formatVersion\": 1}",
        "\u0000\u0000\u0000\u0000"
      })
  void aManifestThatIsNoneIsFound(String json) throws IOException {
    Files.writeString(newest.resolve("manifest.json"), json);

    assertOlder("manifest");
  }

  @Test
  void aDeepManifestDoesNotHurt() throws IOException {
    Files.writeString(newest.resolve("manifest.json"), "[".repeat(500_000));

    assertOlder("is not JSON");
  }

  @Test
  void aHugeManifestIsNotRead() throws IOException {
    change("\"training\" : {", "\"padding\" : \"" + "x".repeat(1 << 20) + "\", \"training\" : {");

    assertOlder("larger than 1048576 bytes");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "\"name\" : \"empty.bin\"; \"name\" : \"../empty.bin\"; no distinct plain name",
        "\"name\" : \"empty.bin\"; \"name\" : \"/etc/passwd\"; no distinct plain name",
        "\"name\" : \"empty.bin\"; \"name\" : \"..\"; no distinct plain name",
        "\"name\" : \"empty.bin\"; \"name\" : \"parameters.bin\"; no distinct plain name",
        "\"name\" : \"empty.bin\"; \"name\" : \"other.bin\"; other.bin is missing",
        "\"sequence\" : 2; \"sequence\" : 3; its manifest is of checkpoint 3",
        "\"sequence\" : 2; \"sequence\" : 2.5; expected a whole number",
        "\"framework\" : \"toy\"; \"framework\" : 1; expected a text",
        "\"iteration\" : \"12\"; \"iteration\" : 12; expected a text",
        "2026-03-01T12; 2026-13-01T12; is no time",
        "\"formatVersion\" : 1; \"formatVersion\" : 2; it has format version 2",
        "\"formatVersion\" : 1; \"formatVersion\" : 9999999999; it has format version 9999999999",
      })
  void aManifestThatCanNotBeTrustedIsFound(String from, String to, String reason)
      throws IOException {
    change(from, to);

    assertOlder(reason);
  }

  @Test
  void fieldsOfLaterVersionsAreIgnored() throws IOException {
    change("\"formatVersion\" : 1,", "\"formatVersion\" : 1, \"colour\" : {\"deep\" : [1, null]},");
    change("\"name\" : \"empty.bin\",", "\"name\" : \"empty.bin\", \"crc\" : 0,");

    try (DirectoryCheckpointStore store = DirectoryCheckpointStore.open(root)) {
      assertThat(sequence(store)).isEqualTo(2);
      assertThat(store.warnings()).isEmpty();
    }
  }

  @Test
  void aLinkIsNotFollowed() throws IOException {
    Path moved = root.resolve("moved");
    for (String name : List.of("parameters.bin", "manifest.json")) {
      Files.move(newest.resolve(name), moved);
      Files.createSymbolicLink(newest.resolve(name), moved);
      assertOlder("its file " + name + " is a symbolic link");
      Files.delete(newest.resolve(name));
      Files.move(moved, newest.resolve(name));
    }

    Files.move(newest, moved);
    Files.createSymbolicLink(newest, moved);
    assertOlder("it is a symbolic link");
  }

  @Test
  void aDirectoryInPlaceOfAFileIsFound() throws IOException {
    Files.delete(newest.resolve("empty.bin"));
    Files.createDirectory(newest.resolve("empty.bin"));

    assertOlder("its file empty.bin is not a regular file");
  }

  @Test
  void aFileInPlaceOfACheckpointIsFound() throws IOException {
    new OsFiles().deleteTree(newest);
    Files.writeString(newest, "");

    assertOlder("it is not a directory");
  }

  private void change(String from, String to) throws IOException {
    Path file = newest.resolve("manifest.json");
    String sound = Files.readString(file, StandardCharsets.UTF_8);
    UnaryOperator<String> change = text -> text.replace(from, to);
    assertThat(change.apply(sound)).isNotEqualTo(sound);
    Files.writeString(file, change.apply(sound));
  }

  private void assertOlder(String reason) {
    try (DirectoryCheckpointStore store = DirectoryCheckpointStore.open(root)) {
      assertThat(sequence(store)).isEqualTo(1);
      assertThat(store.warnings())
          .singleElement()
          .asString()
          .contains("checkpoint-0000000002 was skipped: ")
          .contains(reason);
    }
  }

  private static long sequence(CheckpointStore store) {
    return store.latest().orElseThrow().manifest().sequence();
  }
}
