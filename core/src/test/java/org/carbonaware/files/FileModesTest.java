package org.carbonaware.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import org.carbonaware.grid.tck.FakeProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept on a disk is its owner's alone, unless the owner says otherwise. */
class FileModesTest {
  @TempDir
  Path root;

  @BeforeEach
  void needsPosix() {
    assumeTrue(root.getFileSystem().supportedFileAttributeViews().contains("posix"));
  }

  private static String document() {
    Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS);
    StringBuilder csv = new StringBuilder("timestamp,gco2_per_kwh\n");
    for (int i = -2; i < 24; i++) {
      csv.append(hour.plus(Duration.ofHours(i))).append(",300\n");
    }
    return csv.toString();
  }

  private void run(String umask) throws Exception {
    try (FakeProvider provider = new FakeProvider()) {
      provider.serve(question -> new MockResponse.Builder().body(document()).build());
      List<String> command = new ArrayList<>(List.of(
          "sh",
          "-c",
          "umask \"$1\"; shift; exec \"$@\"",
          "sh",
          umask,
          Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "-XX:TieredStopAtLevel=1",
          "-Djava.util.logging.config.file=" + Path.of("src/test/resources/logging.properties"),
          "-cp",
          System.getProperty("java.class.path"),
          FileModesProcess.class.getName(),
          root.toString(),
          provider.address().resolve("grid.csv").toString()));
      assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
  }

  /** Permissions by path, of all below a folder and of itself. */
  private static Map<String, String> modes(Path folder) throws IOException {
    Map<String, String> modes = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.toList()) {
        modes.put(folder.relativize(path).toString(), mode(path));
      }
    }
    return modes;
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(
        Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"000", "022", "077"})
  void areTheOwnersWhateverTheUmask(String umask) throws Exception {
    Path given = Files.createDirectory(root.resolve("given"));
    Files.setPosixFilePermissions(given, PosixFilePermissions.fromString("rwxr-xr-x"));
    run(umask);
    Map<String, String> made = modes(root.resolve("made"));
    assertThat(made.keySet())
        .contains(
            "checkpoints/.lock",
            "checkpoints/checkpoint-0000000001/manifest.json",
            "checkpoints/checkpoint-0000000001/parameters.bin",
            "here/records/run-1.jsonl",
            "here/records/.run-1.jsonl.lock",
            "there/runs.db")
        .anyMatch(path -> path.matches("cache/grid/.*DE.*\\.json"));
    made.forEach((path, mode) -> assertThat(mode)
        .as(path)
        .isEqualTo(
            Files.isDirectory(root.resolve("made").resolve(path)) ? "rwx------" : "rw-------"));
    Map<String, String> inside = modes(given);
    assertThat(inside.remove("")).as("the owner's own folder").isEqualTo("rwxr-xr-x");
    assertThat(inside)
        .hasSizeGreaterThan(4)
        .allSatisfy((path, mode) -> assertThat(mode)
            .as(path)
            .isEqualTo(Files.isDirectory(given.resolve(path)) ? "rwx------" : "rw-------"));
  }

  /** As docs tell: chmod once, and the run's record is a group's from then on. */
  @Test
  void whatTheOwnerSharesStaysShared() throws Exception {
    run("022");
    Path records = root.resolve("made/here/records");
    Path record = records.resolve("run-1.jsonl");
    long length = Files.size(record);
    Files.setPosixFilePermissions(records, PosixFilePermissions.fromString("rwxr-x---"));
    Files.setPosixFilePermissions(record, PosixFilePermissions.fromString("rw-r-----"));
    run("077");
    assertThat(Files.size(record)).isGreaterThan(length);
    assertThat(mode(records)).isEqualTo("rwxr-x---");
    assertThat(mode(record)).isEqualTo("rw-r-----");
  }
}
