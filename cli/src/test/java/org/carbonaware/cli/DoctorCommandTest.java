package org.carbonaware.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.carbonaware.cli.doctor.Examination;
import org.carbonaware.cli.doctor.Finding;
import org.carbonaware.cli.doctor.Finding.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Examination SICK = new Examination(List.of(
      new Finding("Java", Status.OK, "Java 17.0.15 of Debian on Linux amd64", ""),
      new Finding("RAPL", Status.WARN, "not readable", "do so"),
      new Finding("ledger", Status.FAIL, "runs is no directory", "name another with --ledger")));

  @TempDir
  Path folder;

  private CommandRun doctor(String... more) {
    List<String> arguments = new java.util.ArrayList<>(List.of(
        "doctor",
        "--ledger",
        folder.resolve("ledger").toString(),
        "--checkpoints",
        folder.resolve("checkpoints").toString()));
    arguments.addAll(List.of(more));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  @Test
  void tellsOneFindingALineWithWhatToDoBelow() {
    assertThat(String.join("\n", DoctorCommand.lines(SICK)) + "\n").isEqualTo("""
            ok    Java    Java 17.0.15 of Debian on Linux amd64
            warn  RAPL    not readable
                          -> do so
            fail  ledger  runs is no directory
                          -> name another with --ledger

            1 ok, 1 warn, 1 fail
            """);
  }

  @Test
  void itsDocumentKeepsToThePublishedSchema() throws Exception {
    ObjectNode document = DoctorCommand.document(SICK);
    assertThat(PublishedSchemas.violations("doctor", document)).isEmpty();
    assertThat(document.path("healthy").asBoolean()).isFalse();
    assertThat(document.path("checks").path(0).path("advice").isNull()).isTrue();
    assertThat(document.path("checks").path(2).path("status").asText()).isEqualTo("fail");

    ((ObjectNode) document.path("checks").path(1)).put("status", "bad");
    assertThat(PublishedSchemas.violations("doctor", document)).hasSize(1);
  }

  @Test
  void findsThisComputerWellAndLeavesNothingThere() throws Exception {
    CommandRun run = doctor();
    assertThat(run.exitCode()).as(run.stdout()).isZero();
    assertThat(run.stderr()).isEmpty();
    assertThat(run.stdout().lines())
        .anyMatch(line -> line.matches("ok +Java +Java \\d.*"))
        .anyMatch(line -> line.matches("ok +processors +\\d+ threads, .*"))
        .anyMatch(line -> line.matches("(ok|warn) +RAPL .*"))
        .anyMatch(line -> line.matches("ok +providers +not asked; --network asks them"))
        .anyMatch(line -> line.matches(".*\\d+ ok, \\d+ warn, 0 fail"));
    try (var left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void printsOneDocumentForPrograms() throws Exception {
    CommandRun run = doctor("--json");
    JsonNode document = JSON.readTree(run.stdout());
    assertThat(document.fieldNames().next()).isEqualTo("schema");
    assertThat(PublishedSchemas.violations("doctor", document)).isEmpty();
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void whatFailsIsExitCode1() throws Exception {
    Files.createFile(folder.resolve("ledger"));
    CommandRun run = doctor();
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.stdout())
        .contains(folder.resolve("ledger") + " is no directory")
        .contains("-> name another with --ledger");
  }
}
