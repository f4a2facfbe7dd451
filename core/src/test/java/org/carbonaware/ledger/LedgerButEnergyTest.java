package org.carbonaware.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.carbonaware.control.ControllerEvent.EnergyUsed;
import org.carbonaware.control.ControllerEvent.RunEnded;
import org.carbonaware.control.ControllerEvent.RunStarted;
import org.carbonaware.control.ControllerEvent.Warned;
import org.carbonaware.control.ControllerState;
import org.carbonaware.energy.EnergyReading.Method;
import org.carbonaware.footprint.Boundary;
import org.carbonaware.footprint.Facility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerButEnergyTest {
  private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

  @TempDir
  Path folder;

  private Path record() {
    Ledger ledger = Ledger.in(folder);
    ledger.onEvent(new RunStarted(
        START,
        "run-1",
        START,
        START.plus(Duration.ofHours(5)),
        "DE",
        "lifecycle",
        "plan",
        Optional.empty(),
        Optional.empty(),
        new Boundary(Facility.ofPue(1, "made up"), Optional.empty(), Optional.empty()),
        Duration.ofMinutes(1)));
    for (int minute = 0; minute < 20; minute++) {
      Instant from = START.plus(Duration.ofMinutes(minute));
      ledger.onEvent(new EnergyUsed(
          from.plusSeconds(60),
          from,
          ControllerState.RUNNING,
          Map.of("gpu0", 6000.0),
          Method.MEASURED,
          Optional.empty(),
          0,
          0));
      ledger.onEvent(new Warned(from.plusSeconds(60), "warning " + minute));
    }
    ledger.onEvent(
        new RunEnded(START.plus(Duration.ofMinutes(20)), ControllerState.FINISHED, 10, 1, true));
    ledger.onClose();
    return ledger.file("run-1");
  }

  private static List<LedgerEntry> lines(Path file) {
    List<LedgerEntry> lines = new ArrayList<>();
    Ledger.forEachButEnergy(file, lines::add);
    return lines;
  }

  @Test
  void allLinesButThoseOfEnergyAreToldInOrder() throws IOException {
    Path file = record();
    Files.writeString(file, "{\"schema\":\"carb", StandardOpenOption.APPEND);
    assertThat(lines(file))
        .hasSize(23)
        .isEqualTo(Ledger.read(file).stream()
            .filter(line -> !line.kind().equals("energy"))
            .toList());
  }

  @Test
  void aDamagedLineIsNamed() throws IOException {
    Path file = record();
    List<String> all = new ArrayList<>(Files.readAllLines(file));
    all.set(4, "nonsense");
    Files.write(file, all);
    assertThatThrownBy(() -> lines(file))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("run-1.jsonl:5 is damaged");
  }
}
