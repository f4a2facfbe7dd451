package org.carbonaware.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.carbonaware.ledger.Ledger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExecCommandTest {
  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

  @TempDir
  Path folder;

  @BeforeEach
  void writeTrace() throws Exception {
    List<String> lines = new ArrayList<>(List.of("timestamp,DE,FR"));
    IntStream.range(0, 72)
        .forEach(hour -> lines.add(START.plus(Duration.ofHours(hour)) + ",600,50"));
    Files.write(folder.resolve("t.csv"), lines);
  }

  private CommandRun exec(String line) {
    List<String> arguments = new ArrayList<>(List.of("exec"));
    arguments.addAll(List.of(line.replace("TRACE", folder.resolve("t.csv").toString())
        .replace("LEDGER", folder.resolve("ledger").toString())
        .split(" ", -1)));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  private static String golden(String name) throws Exception {
    try (InputStream in = ExecCommandTest.class.getResourceAsStream("exec/" + name)) {
      assertThat(in).as(name).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void helpsAsItIsPrinted() throws Exception {
    assertThat(exec("--help").stdout()).isEqualTo(golden("help.txt"));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          --zone=DE --slack=1h -- x|Missing required option: '--work=DURATION'
          --zone=DE --work=1h -- x|--slack is missing: expected how much later the program may end
          --zone=DE --work=1h --slack=1h --deadline=3h -- x|--slack and --deadline: expected how much
          --zone=DE --work=0h --slack=1h -- x|--work PT0S: expected more than 0, such as 6h
          --zone=DE --work=1h --slack=1h|Missing required parameter: 'COMMAND'
          --work=1h --slack=1h -- x|--zone is missing; expected where the computer stands, such as --zone DE
          --zone=DEE --work=1h --slack=1h -- x|--zone: zone "DEE" is not known; did you mean DE (Germany)
          --zone=DE --work=1h --slack=1h --at=2024-01-01 -- x|--at needs a --trace: the live grid is asked for now
          --trace=TRACE --work=1h --slack=1h --at=2024-01-01 -- x|--zone is missing: TRACE has DE, FR
          --trace=TRACE --zone=XX --work=1h --slack=1h --at=2024-01-01 -- x|--zone: TRACE
          --trace=TRACE --zone=DE --work=1h --slack=1h -- x|the present, 2
          --trace=TRACE --zone=DE --work=1h --slack=1h --at=2024-01-04 -- x|--at 2024-01-04T00:00:00Z: the trace of DE goes from 2024-01-01T00:00:00Z to
          --trace=TRACE --zone=DE --at=2024-01-01 --work=1h --deadline=soon -- x|--deadline 'soon': expected a duration such as 24h or a time such as
          --trace=TRACE --zone=DE --at=2024-01-01 --work=1h --deadline=2023-01-01 -- x|--deadline 2023-01-01T00:00:00Z: expected a time after 2024-01-01T00:00:0
          --trace=TRACE --zone=DE --at=2024-01-01 --work=1h --slack=1h --policy=plann -- x|--policy: policy "plann": expected one of
          --trace=TRACE --zone=DE --at=2024-01-01 --work=1h --slack=1h --policy=plan --threshold=3 -- x|--threshold and --policy: expected one of them
          --trace=TRACE --zone=DE --at=2024-01-01 --work=1h --slack=1h --threshold=-3 -- x|--threshold:
          --trace=TRACE --zone=DE --at=2024-01-01 --work=1h --slack=1h --grace=3s -- x|--grace needs a --checkpoint-signal, such as USR1
          --trace=TRACE --zone=DE --at=2024-01-01 --work=1h --slack=1h --checkpoint-signal=KILL -- x|--checkpoint-signal: signal KILL can't be answered by saving
          --trace=TRACE --zone=DE --at=2024-01-01 --work=1h --slack=1h --checkpoint-signal=USR9 -- x|--checkpoint-signal: there is no signal USR9 here; expected one such as USR1
          """)
  void wrongUsageIsToldInTwoLines(String line, String message) {
    CommandRun run = exec(line);
    assertThat(run.exitCode()).as(run.stderr()).isEqualTo(2);
    assertThat(run.stdout()).isEmpty();
    assertThat(run.stderr().lines()).hasSize(2);
    assertThat(run.stderr())
        .startsWith("carbon-trainer exec: "
            + message.replace("TRACE", folder.resolve("t.csv").toString()));
  }

  @Test
  void aDeadlineThatCanNotBeMetIsExitCode76() {
    CommandRun run = exec("--trace=TRACE --zone=DE --at=2024-01-01 --work=3h --deadline=2h"
        + " --ledger=LEDGER -- " + Path.of("/bin/sh") + " -c true");
    assertThat(run.exitCode()).isEqualTo(76);
    assertThat(run.stderr().lines()).hasSize(1);
    assertThat(run.stderr())
        .startsWith("carbon-trainer exec: the deadline 2024-01-01T02:00:0")
        .contains(" can't be met: running straight through takes until ");
  }

  @ParameterizedTest
  @CsvSource({"no-such-program-here,127", "./neither/here,127"})
  void aProgramThatIsNotThereIsOneLine(String program, int exitCode) {
    CommandRun run = exec("--trace=TRACE --zone=DE --at=2024-01-01 --work=3h --slack=2h"
        + " --ledger=LEDGER -- " + program);
    assertThat(run.exitCode()).isEqualTo(exitCode);
    assertThat(run.stderr().lines()).hasSize(1);
    assertThat(folder.resolve("ledger")).doesNotExist();
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no false")
  void aDryRunTellsWhatItWouldDo() throws Exception {
    CommandRun run = exec("--trace=TRACE --zone=DE --at=2024-01-01 --work=3h --slack=20h"
        + " --threshold=300 --dry-run --ledger=LEDGER -- false");
    assertThat(run.exitCode()).isEqualTo(1);
    Path file = Ledger.files(folder.resolve("ledger")).get(0);
    String id = String.valueOf(file.getFileName()).replace(".jsonl", "");
    String told = run.stderr()
        .replace(id, "RUN")
        .replace(folder.resolve("ledger").toString(), "LEDGER")
        .replaceAll("process \\d+", "process N")
        .replaceAll("[0-9.]+ (m?Wh|m?g CO2e)", "N $1");
    assertThat(told).isEqualTo(golden("dry-run.txt"));
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no true")
  void itsDocumentKeepsToThePublishedSchema() throws Exception {
    CommandRun run = exec("--trace=TRACE --zone=FR --at=2024-01-01 --work=3h --slack=20h"
        + " --json --quiet --ledger=LEDGER -- true");
    assertThat(run.exitCode()).isZero();
    assertThat(run.stdout()).isEmpty();
    assertThat(run.stderr().lines()).hasSize(1);
    assertThat(PublishedSchemas.violations("exec", new ObjectMapper().readTree(run.stderr())))
        .isEmpty();
  }
}
