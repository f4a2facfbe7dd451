package org.carbonaware.grid.resilient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.carbonaware.grid.resilient.ScriptedSource.OTHER;
import static org.carbonaware.grid.resilient.ScriptedSource.ZONE;
import static org.carbonaware.grid.resilient.ScriptedSource.truth;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.Freshness;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.Grids;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RememberingSourceTest {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration FIVE_HOURS = Duration.ofHours(5);

  @TempDir
  Path directory;

  private final VirtualTime time = new VirtualTime();
  private final ScriptedSource provider = new ScriptedSource(time);

  @Test
  void aRestartOfflineHasTheForecastAndItsAge() {
    forecast(source());
    provider.isDown();
    time.pass(FIVE_HOURS);
    IntensitySeries kept = forecast(source());
    assertThat(kept.provenance())
        .isEqualTo(
            new Provenance("provider", Provenance.Kind.FORECAST, Freshness.stale(FIVE_HOURS)));
    assertThat(kept.gramsPerKwh(0)).isEqualTo(truth(time.instant()));
    Intensity present = source().current(ZONE, time.instant()).orElseThrow();
    assertThat(present.gramsPerKwh()).isEqualTo(truth(time.instant()));
    assertThat(present.provenance()).isEqualTo(kept.provenance());
  }

  @Test
  void alsoIfTheSourceHasStoppedMakingForecasts() {
    forecast(source());
    provider.makesForecasts(false);
    time.pass(FIVE_HOURS);
    assertThat(forecast(source()).provenance().freshness()).isEqualTo(Freshness.stale(FIVE_HOURS));
  }

  @Test
  void aForecastThatHasEndedOrHasNotBegunIsNotGiven() {
    forecast(source());
    provider.isDown();
    time.pass(DAY.plus(FIVE_HOURS));
    assertThatThrownBy(() -> forecast(source())).hasMessageContaining("503");
    assertThatThrownBy(() -> source().current(ZONE, time.instant())).hasMessageContaining("503");
    time.set(VirtualTime.START.minus(DAY));
    assertThatThrownBy(() -> forecast(source())).hasMessageContaining("503");
  }

  @Test
  void keepsZonesAndSourcesAndBasesApart() throws IOException {
    forecast(source());
    provider.isDown();
    assertThatThrownBy(() -> source().forecast(OTHER, time.instant(), DAY))
        .hasMessageContaining("503");
    for (ScriptedSource other : List.of(
        new ScriptedSource("Provider", Basis.LIFECYCLE, time),
        new ScriptedSource("provider", Basis.DIRECT, time))) {
      other.isDown();
      assertThatThrownBy(() -> forecast(RememberingSource.of(other, directory)))
          .hasMessageContaining("503");
    }
    assertThat(files()).hasSize(1);
  }

  @Test
  void aDamagedFileIsAsGoodAsNone() throws IOException {
    forecast(source());
    provider.isDown();
    Path file = files().get(0);
    byte[] good = Files.readAllBytes(file);
    SplittableRandom random = new SplittableRandom(42);
    for (int i = 0; i < 500; i++) {
      byte[] bad =
          random.nextBoolean() ? Arrays.copyOf(good, random.nextInt(good.length)) : good.clone();
      if (bad.length == good.length) {
        bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
      }
      Files.write(file, bad);
      assertThatThrownBy(() -> forecast(source()))
          .isInstanceOf(GridException.class)
          .hasMessage("provider: HTTP 503");
    }
    Files.write(file, new byte[5 << 20]);
    assertThatThrownBy(() -> forecast(source())).hasMessage("provider: HTTP 503");
    provider.works();
    forecast(source());
    assertThat(Files.readAllBytes(file)).isEqualTo(good);
  }

  @Test
  void aSoundFileOfAnotherKindIsRefused() throws IOException {
    String series = "{\"format\":1,\"zone\":\"DE\",\"basis\":\"LIFECYCLE\",\"source\":\"made\","
        + "\"kind\":\"FORECAST\",\"given\":\"2024-06-01T12:00:00Z\",\"start\":\"2024-06-01T12:00:00Z\","
        + "\"stepSeconds\":3600,\"gramsPerKwh\":{\"0\":300}}";
    for (String text : List.of(
        "{}",
        "[]",
        "{\"format\":2}",
        "{\"format\":1,\"gramsPerKwh\":[1]}",
        series,
        "not json",
        "")) {
      CRC32 crc = new CRC32();
      crc.update(text.getBytes(StandardCharsets.UTF_8));
      String file = text + "\n" + String.format("%08x", crc.getValue()) + "\n";
      assertThatThrownBy(() -> StoredForecasts.read(file.getBytes(StandardCharsets.UTF_8)))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void troubleWithTheDiskFailsNoQuestion() throws IOException {
    Path notADirectory = Files.writeString(directory.resolve("file"), "in the way");
    GridSource source = RememberingSource.of(provider, notADirectory);
    assertThat(forecast(source).provenance().freshness()).isEqualTo(Freshness.LIVE);
    provider.isDown();
    assertThatThrownBy(() -> forecast(source)).hasMessage("provider: HTTP 503");
  }

  @Test
  void leavesNothingButTheForecastBehind() throws IOException {
    for (int i = 0; i < 3; i++) {
      time.pass(Duration.ofHours(1));
      forecast(source());
    }
    assertThat(files()).hasSize(1);
    assertThat(files().get(0).getFileName().toString())
        .startsWith("provider-DE-")
        .endsWith(".json");
  }

  @Test
  void nobodyButTheOwnerReadsWhatItMakes() throws IOException {
    assumeTrue(directory.getFileSystem().supportedFileAttributeViews().contains("posix"));
    Path made = directory.resolve("above").resolve("kept");
    Path given = Files.createDirectory(
        directory.resolve("given"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---")));
    for (Path each : List.of(made, given)) {
      forecast(RememberingSource.of(provider, each));
      try (Stream<Path> files = Files.list(each)) {
        assertThat(files)
            .singleElement()
            .satisfies(file -> assertThat(permissions(file)).isEqualTo("rw-------"));
      }
    }
    assertThat(permissions(made)).isEqualTo("rwx------");
    assertThat(permissions(given)).as("as its owner made it").isEqualTo("rwxr-x---");
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void staticAndOldForecastsAreNotWritten() throws IOException {
    GridSource typical = RememberingSource.of(Grids.typical(time), directory);
    forecast(typical);
    GridSource cached = CachedSource.of(provider, Cadence.every(Duration.ofMinutes(15)), time);
    assertThat(cached.forecast(ZONE, time.instant(), DAY)).isPresent();
    provider.isDown();
    time.pass(FIVE_HOURS);
    forecast(RememberingSource.of(cached, directory));
    assertThat(files()).isEmpty();
  }

  @Test
  void missingValuesSurvive() throws IOException {
    IntensitySeries series = IntensitySeries.of(
        ZONE,
        Basis.LIFECYCLE,
        new Provenance("provider", Provenance.Kind.FORECAST),
        VirtualTime.START,
        Duration.ofMinutes(5),
        new double[] {1.25, Double.NaN, 1.0 / 3});
    StoredForecasts.Stored stored = new StoredForecasts.Stored(series, VirtualTime.START);
    assertThat(StoredForecasts.read(StoredForecasts.write(stored))).isEqualTo(stored);
  }

  private GridSource source() {
    return RememberingSource.of(provider, directory);
  }

  private IntensitySeries forecast(GridSource source) {
    return source.forecast(ZONE, time.instant(), DAY).orElseThrow();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> list = Files.list(directory)) {
      return list.toList();
    }
  }
}
