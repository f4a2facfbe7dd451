package org.carbonaware.grid.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.Zone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What happens to the file: it is missing, changes, is damaged, too large or no file. */
class DocumentFilesTest {
  private static final Zone DE = Zone.of("DE");
  private static final String CSV = """
            timestamp,DE,FR
            2024-05-14T09:00Z,301,50
            2024-05-14T10:00Z,302.5,51
            2024-05-14T11:00Z,303,52
            """;

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit's
  private Path folder;

  private Written written(String name) {
    return new Written(folder, name);
  }

  private static double present(GridSource source) {
    return source.current(DE, Written.NOW).orElseThrow().gramsPerKwh();
  }

  private static GridException failure(GridSource source) {
    return catchThrowableOfType(GridException.class, () -> source.current(DE, Written.NOW));
  }

  @Test
  void isCalledAfterTheFile() throws IOException {
    Written file = written("grid.csv").holding(CSV);
    assertThat(file.source().name()).isEqualTo("grid.csv");
    assertThat(file.source()).hasToString(file.file().toString());
    assertThat(file.source(Basis.MARGINAL).basis()).isEqualTo(Basis.MARGINAL);
  }

  @Test
  void readsTheFileAgainWhenItChanged() throws IOException {
    Written file = written("grid.csv").holding(CSV);
    GridSource source = file.source();
    assertThat(present(source)).isEqualTo(302.5);
    file.holding(CSV.replace("302.5", "111.5")).since(Duration.ofSeconds(50));
    assertThat(present(source)).as("another time").isEqualTo(111.5);
    file.holding(CSV.replace("302.5", "99")).since(Duration.ofSeconds(50));
    assertThat(present(source)).as("another size").isEqualTo(99);
  }

  @Test
  void seesThatAFileWasReplaced() throws IOException {
    Written file = written("grid.csv").holding(CSV);
    GridSource source = file.source();
    assertThat(present(source)).isEqualTo(302.5);
    Written next = written("grid.csv.tmp").holding(CSV.replace("302.5", "111.5"));
    Files.move(next.file(), file.file(), StandardCopyOption.REPLACE_EXISTING);
    assertThat(present(source)).as("same time and size, another file").isEqualTo(111.5);
  }

  @Test
  void doesNotReadAnUnchangedFileAgain() throws IOException {
    Written file = written("grid.csv").holding(CSV);
    Document first = new FileOrigin(file.file(), Basis.DIRECT, () -> Written.NOW).document();
    FileOrigin origin = new FileOrigin(file.file(), Basis.DIRECT, () -> Written.NOW);
    assertThat(origin.document()).isSameAs(origin.document()).isNotSameAs(first);
    assertThat(first.part(DE)).isSameAs(first.part(DE));
  }

  @Test
  void saysWhatIsMissing() {
    Written file = written("grid.csv");
    assertThat(failure(file.source()))
        .hasMessage(file.file() + ": no such file; expected CSV with a header such as"
            + " timestamp,gco2_per_kwh, or JSON: carbon-aware/forecast/v1, carbon-aware/monitor/v1"
            + " or the Carbon Aware SDK's Emissions")
        .satisfies(e -> assertThat(e.mayHelpToRetry()).isFalse());
  }

  @Test
  void aFileMayComeGoAndComeBack() throws IOException {
    Written file = written("grid.csv");
    GridSource source = file.source();
    assertThat(failure(source)).hasMessageContaining("no such file");
    file.holding(CSV);
    assertThat(present(source)).isEqualTo(302.5);
    Files.delete(file.file());
    assertThat(failure(source)).hasMessageContaining("no such file");
    file.holding(CSV);
    assertThat(present(source)).isEqualTo(302.5);
  }

  @Test
  void aFolderIsNoDocument() {
    Written file = new Written(folder, ".");
    assertThat(failure(file.source())).hasMessageContaining(": a directory; expected CSV");
    assertThat(failure(new Written(Path.of("/dev"), "null").source()))
        .hasMessageContaining("no plain file");
  }

  @ParameterizedTest
  @CsvSource({
    "nothing, ''",
    "nothing, ' \n\n'",
    "JSON that ends or breaks at byte, '{\"schema\":'",
    "JSON of an unknown schema, {}",
    "JSON of an unknown schema, '{\"schema\":\"carbon-aware/report/v1\"}'",
    "neither JSON nor CSV, 'out of order\n'",
    "no points, '{\"schema\":\"carbon-aware/forecast/v1\"}'",
    "no readings, '{\"schema\":\"carbon-aware/monitor/v1\"}'"
  })
  void damageLastsUnlessTheFileWasJustWritten(String holds, String text) throws IOException {
    Written file = written("grid").holding(CSV);
    GridSource source = file.source();
    assertThat(present(source)).isEqualTo(302.5);
    file.holding(text).since(Duration.ofSeconds(11));
    assertThat(failure(source))
        .hasMessageStartingWith(file.file() + ": holds " + holds)
        .satisfies(e -> assertThat(e.mayHelpToRetry()).isFalse());
    file.since(Duration.ofSeconds(10));
    assertThat(failure(source))
        .hasMessageStartingWith(file.file() + ": holds " + holds)
        .hasMessageEndingWith(" (it was written just now)")
        .satisfies(e -> assertThat(e.mayHelpToRetry()).isTrue());
    file.since(Duration.ofMinutes(-10));
    assertThat(failure(source).mayHelpToRetry()).as("a file server's clock").isTrue();
    file.since(Duration.ofMinutes(-11));
    assertThat(failure(source).mayHelpToRetry()).as("a replay of the past").isFalse();
    file.holding(CSV);
    assertThat(present(source)).isEqualTo(302.5);
  }

  @Test
  void damageOfARowStopsPassingWhenTheFileHasSettled() throws IOException {
    Written file = written("grid").holding("[{\"Time\":\"never\"}]").since(Duration.ZERO);
    var later = new AtomicReference<>(Written.NOW);
    GridSource source = DocumentGridSource.file(file.file(), Basis.DIRECT, later::get);
    assertThat(failure(source).mayHelpToRetry()).isTrue();
    later.set(Written.NOW.plusSeconds(60));
    assertThat(failure(source).mayHelpToRetry()).isFalse();
  }

  @Test
  void halfANumberIsNotTaken() throws IOException {
    String cut = CSV.substring(0, CSV.indexOf("2.5,51"));
    Written file = written("grid.csv").holding(cut).since(Duration.ofSeconds(2));
    assertThat(failure(file.source()))
        .hasMessageContaining("a last line without an end")
        .satisfies(e -> assertThat(e.mayHelpToRetry()).isTrue());
    file.holding(CSV.strip()).since(Duration.ofSeconds(11));
    assertThat(present(file.source())).as("nobody writes any more").isEqualTo(302.5);
  }

  @Test
  void readsGzippedFilesByTheirContent() throws IOException {
    assertThat(present(written("grid.csv").holding(Written.gzipped(CSV)).source()))
        .isEqualTo(302.5);
    String json = "[{\"Time\":\"2024-05-14T10:00Z\",\"Rating\":7}]";
    assertThat(present(written("grid").holding(Written.gzipped(json)).source())).isEqualTo(7);
    byte[] whole = Written.gzipped(CSV);
    Written cut = written("cut.gz").holding(Arrays.copyOf(whole, whole.length / 2));
    assertThat(failure(cut.source())).hasMessageContaining("holds gzip data that ends or breaks");
    assertThat(failure(cut.since(Duration.ZERO).source()).mayHelpToRetry()).isTrue();
  }

  @Test
  void refusesFilesOfAnotherSize() throws IOException {
    String large = "#" + " ".repeat(FileOrigin.MOST_BYTES) + "\n";
    assertThat(failure(written("large.csv").holding(large).source()))
        .hasMessageContaining("large.csv: more than 33554432 bytes")
        .satisfies(e -> assertThat(e.mayHelpToRetry()).isFalse());
    assertThat(failure(written("bomb.gz").holding(Written.gzipped(large)).source()))
        .hasMessageContaining("bomb.gz: more than 33554432 bytes when unzipped");
  }

  @Test
  void namesTheZonesThereAreAndTheNearest() throws IOException {
    GridSource csv = written("grid.csv").holding(CSV).since(Duration.ZERO).source();
    String sdk = "[{\"Location\":\"DE\",\"Time\":\"2024-05-14T10:00Z\",\"Rating\":7},"
        + "{\"Location\":\"FR\",\"Time\":\"2024-05-14T10:00Z\",\"Rating\":7}]";
    GridSource json = written("grid.json").holding(sdk).since(Duration.ZERO).source();
    for (GridSource source : new GridSource[] {csv, json}) {
      assertThatThrownBy(() -> source.current(Zone.of("de"), Written.NOW))
          .hasMessageStartingWith(source.toString())
          .hasMessageEndingWith(": no zone \"de\"; it has DE, FR; did you mean DE?")
          .satisfies(e -> assertThat(((GridException) e).mayHelpToRetry()).isFalse());
    }
  }
}
