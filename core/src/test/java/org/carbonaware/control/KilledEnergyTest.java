package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.carbonaware.ledger.Ledger;
import org.carbonaware.ledger.LedgerEntry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, killed while they meter: no energy is lost or counted twice. */
@Tag("slow")
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class KilledEnergyTest {
  private static final int KILLED = 4;

  @TempDir
  Path directory;

  @Test
  void whatTheMetersGaveIsInTheLedgerButForTheIntervalThatWasOpen() throws Exception {
    SplittableRandom random = new SplittableRandom(42);
    List<List<Double>> acknowledged = new ArrayList<>();
    for (int process = 0; process < KILLED; process++) {
      acknowledged.add(runUntilKilled(process, 1 + random.nextInt(20)));
    }
    acknowledged.add(runToItsEnd(KILLED));

    List<List<LedgerEntry>> recorded = energyByProcess();
    assertThat(recorded).as("one run in %d processes", KILLED + 1).hasSize(KILLED + 1);
    double given = 0;
    double booked = 0;
    for (int process = 0; process <= KILLED; process++) {
      List<Double> lines = joules(recorded.get(process));
      assertThat(lines.subList(0, acknowledged.get(process).size()))
          .as("acknowledged by process %d", process)
          .isEqualTo(acknowledged.get(process));
      List<Double> readings = MeteredProcess.readings(directory, process);
      boolean killed = process < KILLED;
      // Each line ends with a reading; a killed process may have read for a line it never wrote.
      assertThat(readings.size() - 1 - lines.size()).isBetween(0, killed ? 1 : 0);
      given += readings.get(lines.size()) - readings.get(0);
      booked += lines.stream().mapToDouble(Double::doubleValue).sum();
      assertThat(recorded.get(process)).satisfies(KilledEnergyTest::leavesNoGap);
    }
    assertThat(booked).isCloseTo(given, within(1e-9 * given));
  }

  @Test
  void theRecordSaysHowMuchAKillMayLose() throws Exception {
    runToItsEnd(0);

    assertThat(entries())
        .filteredOn(entry -> entry.kind().equals("run-started"))
        .singleElement()
        .matches(entry -> Duration.parse(entry.fields().path("energyEvery").asText())
            .equals(MeteredProcess.ENERGY_EVERY));
  }

  private List<Double> runUntilKilled(int number, int after) throws Exception {
    List<Double> acknowledged = new ArrayList<>();
    Process process = MeteredProcess.start(directory, number, 0);
    try (BufferedReader lines = MeteredProcess.lines(process)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (acknowledged.size() < after) {
          acknowledged.add(joulesIn(line));
        }
        if (acknowledged.size() == after) {
          // Not Process.destroyForcibly, which also throws away what was said before.
          process.toHandle().destroyForcibly();
        }
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertThat(acknowledged).hasSize(after);
    return acknowledged;
  }

  private List<Double> runToItsEnd(int number) throws Exception {
    List<Double> acknowledged = new ArrayList<>();
    Process process = MeteredProcess.start(directory, number, 5);
    try (BufferedReader lines = MeteredProcess.lines(process)) {
      String line = lines.readLine();
      while (line != null && !line.equals("closed")) {
        acknowledged.add(joulesIn(line));
        line = lines.readLine();
      }
      assertThat(line).isEqualTo("closed");
    } finally {
      process.destroyForcibly().waitFor();
    }
    return acknowledged;
  }

  private static double joulesIn(String line) {
    assertThat(line).startsWith("energy ");
    return Double.parseDouble(line.substring("energy ".length()));
  }

  private List<LedgerEntry> entries() {
    List<Path> files = Ledger.files(MeteredProcess.ledger(directory));
    assertThat(files).as("one run").hasSize(1);
    return Ledger.read(files.get(0));
  }

  private List<List<LedgerEntry>> energyByProcess() {
    List<List<LedgerEntry>> processes = new ArrayList<>();
    for (LedgerEntry entry : entries()) {
      if (entry.kind().equals("run-started")) {
        processes.add(new ArrayList<>());
      } else if (entry.kind().equals("energy")) {
        processes.get(processes.size() - 1).add(entry);
      }
    }
    return processes;
  }

  private static List<Double> joules(List<LedgerEntry> energy) {
    return energy.stream()
        .map(entry -> entry.fields().path("joules").asDouble())
        .toList();
  }

  private static void leavesNoGap(List<? extends LedgerEntry> energy) {
    for (int i = 1; i < energy.size(); i++) {
      assertThat(Instant.parse(energy.get(i).fields().path("from").asText()))
          .isEqualTo(energy.get(i - 1).at());
    }
  }
}
