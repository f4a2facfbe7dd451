package org.carbonaware.benchmarks.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(120)
class TrainingCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir
  Path folder;

  private int run(TrainingFramework framework, String... arguments) {
    CommandLine command = TrainingCommand.commandLine(List.of(framework));
    command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }

  private JsonNode json() throws Exception {
    return new ObjectMapper().readTree(Files.readString(folder.resolve("a/b.json")));
  }

  private String file() {
    return folder.resolve("a/b.json").toString();
  }

  @Test
  void whatCannotRunIsListedWithTheReasonAndEndsWell() throws Exception {
    int code = run(new FakeFramework(), "--target", "gpu", "--out", file());
    assertThat(code).isZero();
    assertThat(out.toString())
        .contains("SKIPPED fake-mlp-gpu: it knows no GPU")
        .contains("SKIPPED fake-cnn-gpu: it knows no GPU")
        .contains("SKIPPED fake-lstm-gpu: it knows no GPU")
        .doesNotContain("RUNS");
    assertThat(json().at("/skipped/2/name").asText()).isEqualTo("fake-lstm-gpu");
    assertThat(json().at("/skipped/2/reason").asText()).isEqualTo("it knows no GPU");
    assertThat(json().at("/capabilities")).hasSize(4);
    assertThat(json().at("/results")).isEmpty();
  }

  @Test
  void figuresComeAsATableAndAsJson() throws Exception {
    int code = run(
        new FakeFramework(),
        "--only",
        "fake-cnn-cpu",
        "--seconds",
        "0.3",
        "--warm-up",
        "0",
        "--turn",
        "1",
        "--pauses",
        "2",
        "--processes",
        "0",
        "--out",
        file());
    assertThat(code).isZero();
    assertThat(out.toString())
        .contains("RUNS fake-cnn-cpu", "**Fake 1.0** (`fake-cnn-cpu` and so on)")
        .contains("| the carbon-aware listener, the gate open |")
        .contains("| SUSPEND: order to the end in this process |")
        .doesNotContain("SKIPPED");
    JsonNode result = json().at("/results/0");
    assertThat(result.at("/name").asText()).isEqualTo("fake-cnn-cpu");
    assertThat(result.at("/arms")).hasSize(Arm.values().length);
    assertThat(result.at("/arms/0/nanosPerBatch")).hasSize(Pace.GROUPS);
    JsonNode ours = result.at("/arms/5");
    assertThat(ours.at("/ratioToBare/low95").asDouble())
        .isLessThanOrEqualTo(ours.at("/ratioToBare/median").asDouble());
    assertThat(result.at("/pauses")).hasSize(3);
    for (JsonNode pauses : result.at("/pauses")) {
      assertThat(pauses.at("/count").asInt()).isEqualTo(2);
      assertThat(pauses.at("/pauseMillis/median").asDouble())
          .as("the checkpoint is a part of it")
          .isGreaterThan(pauses.at("/checkpointMillis/median").asDouble());
      assertThat(pauses.at("/resumeMillis/max").asDouble()).isPositive();
    }
    assertThat(json().at("/environment/java").asText()).isNotBlank();
  }

  @Test
  void oneThatFailsFailsTheCallAndIsNamed() {
    FakeFramework framework = new FakeFramework();
    framework.fails = true;
    assertThat(run(framework, "--only", "fake-mlp-cpu", "--processes", "0")).isEqualTo(1);
    assertThat(err.toString()).contains("fake-mlp-cpu FAILED").contains("no memory");
  }

  @Test
  void wrongUsageIsSaid() {
    assertThat(run(new FakeFramework(), "--only", "nothing")).isEqualTo(2);
    assertThat(err.toString()).contains("there are fake-mlp-cpu, fake-cnn-cpu");
    assertThat(run(new FakeFramework(), "--seconds", "0")).isEqualTo(2);
    assertThat(run(new FakeFramework(), "--target", "tpu")).isEqualTo(2);
  }

  @Test
  void aFileThatCannotBeWrittenIsSaid() throws Exception {
    Path taken = Files.writeString(folder.resolve("taken"), "");
    String below = taken.resolve("x.json").toString();
    assertThat(run(new FakeFramework(), "--target", "gpu", "--out", below)).isEqualTo(1);
    assertThat(err.toString()).contains("--out " + below + ": cannot be written");
  }
}
