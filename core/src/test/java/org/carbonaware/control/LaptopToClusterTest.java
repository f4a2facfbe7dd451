package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.carbonaware.ledger.Ledger;
import org.carbonaware.ledger.RunAccount;
import org.carbonaware.ledger.RunSummary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The same program in two folders, which differ in nothing but the file of their configuration. */
@Tag("slow")
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class LaptopToClusterTest {
  @TempDir
  Path root;

  private final List<Process> started = new java.util.ArrayList<>();

  /** What a program said, and its exit code. */
  private record Said(int exitCode, List<String> lines) {}

  @AfterEach
  void endWhatIsLeft() {
    started.forEach(Process::destroyForcibly);
  }

  private Path folder(String name, String yaml) throws IOException {
    Path folder = Files.createDirectories(root.resolve(name));
    Files.writeString(folder.resolve("carbon-aware.yaml"), yaml);
    return folder;
  }

  private Said train(Path folder) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Duser.home=" + root,
            "-cp",
            System.getProperty("java.class.path"),
            ConfiguredTraining.class.getName())
        .directory(folder.toFile())
        .redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("CARBON_"));
    builder.environment().remove("XDG_CONFIG_HOME");
    Process process = builder.start();
    started.add(process);
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Said(
        process.waitFor(),
        text.lines().filter(line -> line.matches("(begins|ends|left) at .*")).toList());
  }

  private static RunSummary newest(Path ledger) throws IOException {
    List<Path> files = Ledger.files(ledger);
    return RunAccount.read(files.get(files.size() - 1)).summary();
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  private void writeTrace(double gramsPerKwh) throws IOException {
    Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(2));
    StringBuilder csv = new StringBuilder("timestamp,FR\n");
    for (int i = 0; i < 96; i++) {
      csv.append(hour.plus(Duration.ofHours(i))).append(',').append(gramsPerKwh).append('\n');
    }
    Files.writeString(root.resolve("grid.csv"), csv);
  }

  @Test
  void onALaptopItWaitsInItsProcessUntilItMustGoOn() throws Exception {
    Path laptop = folder("laptop", """
            zone: DE
            project: laptop
            grid: {sources: [typical]}
            job: {work: 2s, deadline: 6s, margin: 0s}
            policy: {name: threshold, pauseAboveGramsPerKwh: 1, minimumRun: 0s, minimumPause: 0s}
            pause: {depth: hold}
            metering: {fullWatts: 40}
            ledger: {directory: records}
            control: {tick: PT0.01S, decideEvery: PT0.05S}
            """);
    assertThat(train(laptop)).isEqualTo(new Said(0, List.of("begins at 0", "ends at 300")));
    RunSummary run = newest(laptop.resolve("records"));
    assertThat(run.zone()).isEqualTo("DE");
    assertThat(run.complete()).isTrue();
    assertThat(run.pauseCount()).isPositive();
    assertThat(Duration.between(run.startedAt(), run.deadline())).hasSeconds(6);
    assertThat(names(laptop)).containsExactly("carbon-aware.yaml", "records");
  }

  @Test
  void onAClusterItSavesItselfAndLeavesAndGoesOnWhenTheGridIsClean() throws Exception {
    writeTrace(700);
    Path cluster = folder("cluster", """
            zone: FR
            project: cluster
            grid: {sources: [trace], trace: ../grid.csv}
            job: {work: 1m, deadline: 24h}
            policy: {name: threshold, pauseAboveGramsPerKwh: 300}
            pause: {depth: suspend, restoreTime: 1s}
            checkpoints: {directory: ../scratch/checkpoints}
            metering: {fullWatts: 4000}
            ledger: {directory: ../scratch/records}
            control: {tick: PT0.01S, decideEvery: PT0.05S}
            """);
    Said first = train(cluster);
    assertThat(first.exitCode()).isEqualTo(75);
    assertThat(first.lines()).hasSize(2).startsWith("begins at 0");
    String steps = first.lines().get(1).replace("left at ", "");
    assertThat(names(root.resolve("scratch/checkpoints"))).isNotEmpty();
    assertThat(names(cluster)).containsExactly("carbon-aware.yaml");

    writeTrace(50);
    assertThat(train(cluster)).isEqualTo(new Said(0, List.of("begins at " + steps, "ends at 300")));
    RunSummary run = newest(root.resolve("scratch/records"));
    assertThat(run.zone()).isEqualTo("FR");
    assertThat(run.complete()).isTrue();
    assertThat(Duration.between(run.startedAt(), run.deadline())).isEqualTo(Duration.ofHours(24));
  }

  @Test
  void withoutADeadlineNoComputerStartsIt() throws Exception {
    Said said = train(folder("nowhere", "zone: DE\ngrid: {sources: [typical]}\n"));
    assertThat(said).isEqualTo(new Said(1, List.of()));
  }
}
