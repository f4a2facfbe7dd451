package org.carbonaware.control.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.carbonaware.checkpoint.CheckpointException;
import org.carbonaware.checkpoint.fidelity.TrainingFingerprint;
import org.carbonaware.control.TrainingSuspendedException;
import org.carbonaware.control.tck.Integration.Training;
import org.carbonaware.energy.EnergyReading;
import org.carbonaware.energy.EnergyReading.Component;
import org.carbonaware.energy.EnergyReading.Kind;
import org.carbonaware.energy.EnergyReading.Technique;
import org.carbonaware.ledger.Ledger;
import org.carbonaware.ledger.LedgerEntry;
import org.carbonaware.ledger.RunAccount;
import org.carbonaware.ledger.RunSummary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an earlier version left is taken up: checkpoints and a ledger that each version wrote are
 * kept in {@code upgrade/VERSION} beside the test's class, with the state and the figures that it
 * knew. They are never written again. Those of a new version are added by running the test with
 * {@code -Dupgrade.write=DIRECTORY}.
 */
@Timeout(120)
public abstract class UpgradeContract {
  private static final int EPOCHS = IntegrationSteps.EPOCHS;
  private static final long PLACE = 8;
  private static final double WATTS = 200;
  private static final String KNOWN = "known.properties";
  private static final String LEDGER = "ledger";

  /**
   * The integration under test.
   *
   * @return the integration
   */
  protected abstract Integration integration();

  @TempDir
  private Path directory;

  @Test
  void whatEachVersionLeftIsTakenUp() throws IOException, URISyntaxException {
    String written = System.getProperty("upgrade.write");
    if (written != null) {
      write(Path.of(written));
      return;
    }
    URL kept = getClass().getResource("upgrade");
    assertThat(kept).as("what earlier versions left").isNotNull();
    try (Stream<Path> list = Files.list(Path.of(kept.toURI()))) {
      List<Path> versions = list.toList();
      assertThat(versions).isNotEmpty();
      for (Path version : versions) {
        Path here = directory.resolve(version.getFileName().toString());
        copy(version, here);
        takeUp(here);
      }
    }
  }

  private void takeUp(Path here) throws IOException {
    Properties known = new Properties();
    try (Reader reader = Files.newBufferedReader(here.resolve(KNOWN))) {
      known.load(reader);
    }
    Path ledger = Ledger.files(here.resolve(LEDGER)).get(0);
    List<LedgerEntry> lines = Ledger.read(ledger);
    figures(ledger)
        .forEach((name, value) -> assertThat(value)
            .as("%s of %s", name, here.getFileName())
            .usingComparator(UpgradeContract::compareFigures)
            .isEqualTo(known.getProperty(name)));

    try (StagedProcess process = StagedProcess.start(in(here))) {
      Training training;
      try {
        training = integration().start(process.carbon, Set.of());
      } catch (CheckpointException otherFramework) { // as on a GPU, where another version is used
        assertThat(otherFramework).hasMessageContaining("it was written by");
        return;
      }
      try (training) {
        assertThat(process.carbon.batchesDone()).isEqualTo(PLACE);
        assertThat(training.fingerprint())
            .as("state in the checkpoint of %s", here.getFileName())
            .isEqualTo(TrainingFingerprint.fromJson(known.getProperty("fingerprint")));
        process.train(training, EPOCHS, update -> {});
        IntegrationSteps.assertAllTrained(process);
      }
    }
    assertThat(Ledger.files(here.resolve(LEDGER))).hasSize(1);
    assertThat(Ledger.read(ledger)).startsWith(lines.toArray(new LedgerEntry[0]));
    RunSummary summary = RunAccount.read(ledger).summary();
    assertThat(summary.complete()).isTrue();
    assertThat(summary.batches()).isEqualTo(IntegrationSteps.ALL);
  }

  private void write(Path to) throws IOException {
    Properties known = new Properties();
    try (StagedProcess process = StagedProcess.start(in(to));
        Training training = integration().start(process.carbon, Set.of())) {
      assertThatThrownBy(() -> process.train(training, EPOCHS, update -> {
            process.pauseAfter(3).accept(update);
            process.suspendAfter(PLACE).accept(update);
          }))
          .isInstanceOf(TrainingSuspendedException.class);
      known.setProperty("fingerprint", training.fingerprint().toJson());
    }
    figures(Ledger.files(to.resolve(LEDGER)).get(0)).forEach(known::setProperty);
    try (Writer writer = Files.newBufferedWriter(to.resolve(KNOWN))) {
      known.store(writer, null);
    }
  }

  /** Of one component whose power is known, so that nothing of the writing computer counts. */
  private static IntegrationSteps.Settings in(Path place) {
    return with -> with.checkpoints(place.resolve("checkpoints"))
        .grid(new DayAndNightGrid())
        .meter(nanoTime -> () -> new EnergyReading(List.of(Component.of(
            "machine",
            Kind.MACHINE,
            WATTS * nanoTime.getAsLong() / 1e9,
            Technique.CONSTANT,
            "made up"))))
        .listener(Ledger.in(place.resolve(LEDGER)));
  }

  private static Map<String, String> figures(Path ledger) {
    RunSummary summary = RunAccount.read(ledger).summary();
    Instant started = summary.startedAt();
    return new TreeMap<>(Map.of(
        "startedAt", started.toString(),
        "endedAt", summary.endedAt().toString(),
        "deadline", summary.deadline().toString(),
        "state", summary.state(),
        "batches", Long.toString(summary.batches()),
        "pauses", Integer.toString(summary.pauseCount()),
        "checkpoints", Integer.toString(summary.checkpoints()),
        "joules", Double.toString(summary.joules()),
        "grams", Double.toString(summary.grams()),
        "counterfactualGrams", Double.toString(summary.counterfactualGrams())));
  }

  /** Sums may be made in another order than they were. */
  private static int compareFigures(String one, String other) {
    if (!one.matches("[0-9.E-]+") || !other.matches("[0-9.E-]+")) {
      return one.compareTo(other);
    }
    double difference = Double.parseDouble(one) - Double.parseDouble(other);
    return Math.abs(difference) <= 1e-9 * Math.abs(Double.parseDouble(one))
        ? 0
        : Double.compare(difference, 0);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> walk = Files.walk(from)) {
      for (Path path : walk.toList()) {
        Files.copy(path, to.resolve(from.relativize(path).toString()));
      }
    }
  }
}
