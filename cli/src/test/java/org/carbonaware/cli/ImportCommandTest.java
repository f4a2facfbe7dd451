package org.carbonaware.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.carbonaware.ledger.sql.SqlLedger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImportCommandTest {
  @TempDir
  Path folder;

  private Path runs;
  private String to;

  @BeforeEach
  void prepare() throws Exception {
    runs = Files.createDirectories(folder.resolve("ledger"));
    to = "jdbc:sqlite:" + folder.resolve("runs.db");
    write("one", "");
    write("two", line(2, "warning", "\"text\":\"loud\"") + "\n");
  }

  private void write(String runId, String rest) throws Exception {
    String start = line(
        1,
        "run-started",
        "\"runId\":\"" + runId + "\",\"startedAt\":\"2024-06-03T05:00:00Z\","
            + "\"deadline\":\"2024-06-04T05:00:00Z\",\"zone\":\"DE\",\"basis\":\"lifecycle\","
            + "\"policy\":\"plan\"");
    Files.writeString(runs.resolve(runId + ".jsonl"), start + "\n" + rest);
  }

  private static String line(int sequence, String kind, String fields) {
    return "{\"schema\":\"carbon-aware/ledger/v1\",\"sequence\":" + sequence
        + ",\"at\":\"2024-06-03T05:00:00Z\",\"kind\":\"" + kind + "\"," + fields + "}";
  }

  @Test
  void importsAllRunsAndAgainNothing() {
    CommandRun run = CommandRun.of("import", runs.toString(), "--to", to);
    assertThat(run.stderr()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.stdout()).isEqualTo("2 runs in " + to + ": 3 lines added, 0 were there\n");
    assertThat(SqlLedger.open(to).runIds()).containsExactly("one", "two");
    assertThat(CommandRun.of("import", runs.toString(), "--to", to).stdout())
        .isEqualTo("2 runs in " + to + ": 0 lines added, 3 were there\n");
  }

  @Test
  void aRefusedRunIsNamedAndTheOthersAreImported() throws Exception {
    write("three", "garbage\n");
    write("four", "incompl");
    CommandRun run = CommandRun.of("import", runs.toString(), "--to", to, "--json");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.stderr().lines())
        .singleElement()
        .asString()
        .startsWith("carbon-trainer import: " + runs.resolve("three.jsonl") + ":2 is damaged");
    JsonNode document = new JsonMapper().readTree(run.stdout());
    assertThat(document.fieldNames().next()).isEqualTo("schema");
    assertThat(document.path("schema").asText()).isEqualTo("carbon-aware/import/v1");
    assertThat(document.path("to").asText()).isEqualTo(to);
    assertThat(document.path("files").asInt()).isEqualTo(3);
    assertThat(document.path("linesAdded").asInt()).isEqualTo(4);
    assertThat(document.path("linesKnown").asInt()).isZero();
    assertThat(document.path("incompleteFiles").asInt()).isEqualTo(1);
    assertThat(document.path("refused")).hasSize(1);
    assertThat(SqlLedger.open(to).runIds()).containsExactly("four", "one", "two");
  }

  @ParameterizedTest
  @ValueSource(strings = {"runs.db", "jdbc:mysql://host/db?password=hush", "jdbc:sqlite:"})
  void anAddressOfAnotherKindIsRefusedWithoutRepeatingIt(String address) {
    CommandRun run = CommandRun.of("import", runs.toString(), "--to", address);
    assertThat(run.exitCode()).isIn(1, 2);
    assertThat(run.stderr()).contains("expected").contains("jdbc:sqlite:").doesNotContain("hush");
    assertThat(run.stderr().lines()).hasSizeLessThanOrEqualTo(2);
    assertThat(run.stdout()).isEmpty();
  }

  @Test
  void aDatabaseThatIsNotThereIsOneLineWithoutThePassword() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), "hush\n");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
    String[] arguments = {
      "import",
      runs.toString(),
      "--to",
      "jdbc:postgresql://127.0.0.1:1/runs?password=hush",
      "--user",
      "me",
      "--password-file",
      secret.toString()
    };
    CommandRun open = CommandRun.of(arguments);
    assertThat(open.exitCode()).isEqualTo(2);
    assertThat(open.stderr()).contains("is open to others; expected mode 600");

    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    CommandRun run = CommandRun.of(arguments);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.stderr().lines()).hasSize(1);
    assertThat(run.stderr()).contains("127.0.0.1:1").contains("***").doesNotContain("hush");
  }
}
