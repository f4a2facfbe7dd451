package org.carbonaware.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.carbonaware.checkpoint.CheckpointException;
import org.carbonaware.checkpoint.DirectoryCheckpointStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoFolderTest {
  @TempDir
  private Path directory;

  private static DemoFolder<DemoSettings> folder(Path directory) {
    return new DemoFolder<>(directory, new SettingsJson());
  }

  @Test
  void beginsAnewWithoutWhatTheLastRunLeft() throws IOException {
    DemoFolder<DemoSettings> folder = folder(directory.resolve("demo"));
    folder.begin(DemoSamples.settings());
    Files.createDirectories(folder.ledger());
    Files.writeString(folder.ledger().resolve("run-1.jsonl"), "{}\n");
    Files.createDirectories(folder.checkpoints().resolve("checkpoint-0000000001"));
    folder.writeSummary("text", "{}");
    folder.writeReport("<html/>");
    assertThat(folder.report()).hasContent("<html/>");
    Path kept = Files.writeString(folder.root().resolve("notes.txt"), "mine");

    folder.begin(DemoSamples.settings());

    assertThat(folder.root()).isDirectoryContaining("glob:**/run.json");
    assertThat(folder.ledger()).doesNotExist();
    assertThat(folder.checkpoints()).doesNotExist();
    assertThat(folder.root().resolve("summary.txt")).doesNotExist();
    assertThat(folder.report()).doesNotExist();
    assertThat(kept).hasContent("mine");
  }

  @Test
  void refusesADirectoryOfSomebodyElse() throws IOException {
    Path ledger = Files.createDirectories(directory.resolve("ledger"));
    Path precious = Files.writeString(ledger.resolve("precious.jsonl"), "years of work");
    DemoFolder<DemoSettings> folder = folder(directory);

    assertThatExceptionOfType(DemoException.class)
        .isThrownBy(() -> folder.begin(DemoSamples.settings()))
        .withMessageContaining(directory.toString())
        .withMessageContaining("did not write");
    assertThat(precious).hasContent("years of work");
  }

  @Test
  void refusesADirectoryWithSomebodyElsesRunFile() throws IOException {
    Files.writeString(directory.resolve("run.json"), "{\"schema\":\"other/run/v1\"}");

    assertThatExceptionOfType(DemoException.class)
        .isThrownBy(() -> folder(directory).begin(DemoSamples.settings()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{\"schema\":\"carbon-aw", "\u0000\u0000"})
  void beginsAnewOverADamagedRunFileAmongItsOwn(String damaged) throws IOException {
    Files.writeString(directory.resolve("run.json"), damaged);
    Files.createDirectories(directory.resolve("ledger"));
    Files.writeString(directory.resolve("report.html"), "<html/>");
    DemoFolder<DemoSettings> folder = folder(directory);

    folder.begin(DemoSamples.settings());

    assertThat(folder.settings()).isEqualTo(DemoSamples.settings());
    assertThat(directory).isDirectoryNotContaining("glob:**/*.tmp");
  }

  @Test
  void refusesADamagedRunFileBesideSomebodyElsesFiles() throws IOException {
    Files.writeString(directory.resolve("run.json"), "");
    Path notes = Files.writeString(directory.resolve("notes.txt"), "mine");

    assertThatExceptionOfType(DemoException.class)
        .isThrownBy(() -> folder(directory).begin(DemoSamples.settings()));
    assertThat(notes).hasContent("mine");
  }

  @Test
  void beginsAnewAfterAFirstStartThatWasCutShort() throws IOException {
    Files.writeString(directory.resolve("run.json.tmp"), "{");
    DemoFolder<DemoSettings> folder = folder(directory);

    folder.begin(DemoSamples.settings());

    assertThat(folder.settings()).isEqualTo(DemoSamples.settings());
  }

  @Test
  void knowsWhetherThereIsACheckpointToGoOnFrom() throws IOException {
    DemoFolder<DemoSettings> folder = folder(directory);
    assertThat(folder.holdsCheckpoint()).isFalse();
    Files.createDirectories(folder.checkpoints());
    Files.createFile(folder.checkpoints().resolve("lock"));
    assertThat(folder.holdsCheckpoint()).isFalse();

    Files.createDirectory(folder.checkpoints().resolve("checkpoint-0000000012"));

    assertThat(folder.holdsCheckpoint()).isTrue();
  }

  @Test
  void namesTheSummaryThatCannotBeWritten() throws IOException {
    Files.createDirectory(directory.resolve("summary.json"));

    assertThatExceptionOfType(DemoException.class)
        .isThrownBy(() -> folder(directory).writeSummary("text", "{}"))
        .withMessageContaining("can't write " + directory.resolve("summary.json"))
        .withMessageContaining("expected");
  }

  @Test
  void doesNotFollowLinks() throws IOException {
    Path elsewhere = Files.createDirectories(directory.resolve("elsewhere"));
    Path precious = Files.writeString(elsewhere.resolve("precious"), "x");
    DemoFolder<DemoSettings> folder = folder(directory.resolve("demo"));
    folder.begin(DemoSamples.settings());
    Files.createSymbolicLink(folder.ledger(), elsewhere);

    folder.begin(DemoSamples.settings());

    assertThat(folder.ledger()).doesNotExist();
    assertThat(precious).exists();
  }

  @Test
  void leavesARunningDemoAlone() throws IOException {
    DemoFolder<DemoSettings> folder = folder(directory);
    folder.begin(DemoSamples.settings());
    try (DirectoryCheckpointStore store = DirectoryCheckpointStore.open(folder.checkpoints())) {
      assertThatExceptionOfType(CheckpointException.class)
          .isThrownBy(() -> folder.begin(DemoSamples.settings()));
      assertThat(store.latest()).isEmpty();
    }
  }

  @Test
  void givesBackTheSettingsOfItsRun() throws IOException {
    DemoFolder<DemoSettings> folder = folder(directory);
    folder.begin(DemoSamples.settings());

    assertThat(folder.settings()).isEqualTo(DemoSamples.settings());
  }

  @Test
  void takesARunThatNamesNoFrameworkForADeeplearning4jOne() throws IOException {
    DemoFolder<DemoSettings> folder = folder(directory);
    folder.begin(DemoSamples.settings());
    String text = Files.readString(directory.resolve("run.json"));
    String older = text.replace("  \"framework\" : \"DL4J\",\n", "");
    assertThat(older).isNotEqualTo(text);
    Files.writeString(directory.resolve("run.json"), older);

    assertThat(folder.settings()).isEqualTo(DemoSamples.settings());
  }

  @Test
  void saysThatThereIsNothingToGoOnWith() {
    assertThatExceptionOfType(DemoException.class)
        .isThrownBy(() -> folder(directory).settings())
        .withMessageContaining("there is no run in " + directory);
  }

  @Test
  void saysThatTheSettingsAreDamaged() throws IOException {
    Files.writeString(directory.resolve("run.json"), "{\"schema\":\"" + SettingsJson.SCHEMA);

    assertThatExceptionOfType(DemoException.class)
        .isThrownBy(() -> folder(directory).settings())
        .withMessageContaining("is damaged");
  }
}
