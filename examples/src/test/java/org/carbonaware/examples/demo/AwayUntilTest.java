package org.carbonaware.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.carbonaware.ledger.RunAccount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AwayUntilTest {
  private static final String RUN = line(
      1,
      "12:00",
      "\"kind\":\"run-started\",\"runId\":\"run\",\"startedAt\":\"2024-09-19T12:00:00Z\","
          + "\"deadline\":\"2024-09-21T00:00:00Z\",\"zone\":\"DE\",\"basis\":\"lifecycle\","
          + "\"policy\":\"plan\",\"energyEvery\":\"PT30M\"");
  private static final String PAUSE = line(
      2,
      "16:00",
      "\"kind\":\"decision\",\"action\":\"PAUSE\",\"until\":\"2024-09-20T06:00:00Z\","
          + "\"rule\":\"planned-pause\",\"reason\":\"dirty\"");
  private static final String LEFT = line(
      3,
      "16:02",
      "\"kind\":\"state\",\"from\":\"PAUSING\",\"to\":\"SUSPENDED\",\"rule\":\"planned-pause\","
          + "\"reason\":\"dirty\"");
  private static final String CLEAN = line(
      4,
      "16:30",
      "\"kind\":\"decision\",\"action\":\"RUN\",\"until\":\"2024-09-20T06:00:00Z\","
          + "\"rule\":\"planned-run\",\"reason\":\"clean\"");
  private static final String STOPPED = line(
      5,
      "16:40",
      "\"kind\":\"state\",\"from\":\"PAUSING\",\"to\":\"SUSPENDED\",\"rule\":\"stop-signal\","
          + "\"reason\":\"asked to stop\"");
  private static final String NEXT_DAY = line(
          6,
          "16:40",
          "\"kind\":\"state\",\"from\":\"PAUSED\",\"to\":\"SUSPENDED\",\"rule\":\"planned-pause\","
              + "\"reason\":\"dirty\"")
      .replace("2024-09-19T16:40", "2024-09-20T06:40");

  @TempDir
  private Path directory;

  private static String line(int sequence, String time, String rest) {
    return "{\"schema\":\"carbon-aware/ledger/v1\",\"sequence\":" + sequence
        + ",\"at\":\"2024-09-19T" + time + ":00Z\"," + rest + "}\n";
  }

  private RunAccount account(String... lines) throws IOException {
    return RunAccount.read(
        Files.writeString(directory.resolve("run.jsonl"), String.join("", lines)));
  }

  @Test
  void waitsOutThePauseThatTheRunLeftFor() throws IOException {
    assertThat(DemoSession.awayUntil(account(RUN, PAUSE, LEFT)))
        .hasValue(Instant.parse("2024-09-20T06:00:00Z"));
  }

  @Test
  void goesOnAtOnceIfItWasStoppedWhileItRan() throws IOException {
    assertThat(DemoSession.awayUntil(account(RUN, PAUSE, LEFT, CLEAN, STOPPED))).isEmpty();
  }

  @Test
  void goesOnAtOnceIfItWasKilledOrThePauseIsOver() throws IOException {
    assertThat(DemoSession.awayUntil(account(RUN, PAUSE))).isEmpty();
    assertThat(DemoSession.awayUntil(account(RUN))).isEmpty();
    assertThat(DemoSession.awayUntil(
            account(RUN, PAUSE, NEXT_DAY.replace("\"sequence\":6", "\"sequence\":3"))))
        .isEmpty();
  }
}
