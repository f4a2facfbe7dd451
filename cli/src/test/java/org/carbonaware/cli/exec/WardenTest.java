package org.carbonaware.cli.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no sh")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class WardenTest {
  private static Program sleeping(Warden warden, Processes processes) throws Exception {
    return Program.start(
        List.of("sh", "-c", "sleep 1000 & wait"), processes, warden, "run-of-a-test");
  }

  private static void awaitStates(Processes processes, Program program, boolean stopped)
      throws Exception {
    Eventually.until(
        stopped ? "all stand" : "both move",
        () -> {
          List<Member> members = processes.of(program.pid(), "run-of-a-test");
          return members.size() == 2 && members.stream().allMatch(m -> m.stopped() == stopped);
        },
        () -> processes.of(program.pid(), "run-of-a-test"));
  }

  private static void holds(Processes processes) throws Exception {
    try (Warden warden = Warden.start("run-of-a-test")) {
      Program program = sleeping(warden, processes);
      awaitStates(processes, program, false);
      assertThat(program.hold()).isEmpty();
      awaitStates(processes, program, true);
      program.release();
      awaitStates(processes, program, false);
      program.sweep(Duration.ofSeconds(10));
      assertThat(program.exitCode()).isEqualTo(128 + 15);
      assertThat(processes.of(program.pid(), "run-of-a-test")).isEmpty();
    }
  }

  @Test
  void holdsAndReleasesWithWhatThisSystemHas() throws Exception {
    holds(Processes.ofSystem());
  }

  @Test
  void holdsAndReleasesByWhatPsTells() throws Exception {
    holds(new PsProcesses());
  }

  @Test
  void whatWasFreedIsNeverStoppedAgain() throws Exception {
    Processes processes = Processes.ofSystem();
    try (Warden warden = Warden.start("run-of-a-test")) {
      Program program = sleeping(warden, processes);
      awaitStates(processes, program, false);
      assertThat(program.hold()).isEmpty();
      program.free();
      awaitStates(processes, program, false);
      assertThat(program.hold()).isEmpty();
      program.holdStill();
      awaitStates(processes, program, false);
      program.sweep(Duration.ofSeconds(10));
      assertThat(program.exitCode()).isEqualTo(128 + 15);
    }
  }

  @Test
  void countsTheProcessorTimeOfAllProcessesAndNeverLess() throws Exception {
    Processes processes = Processes.ofSystem();
    try (Warden warden = Warden.start("run-of-a-test")) {
      ProcessorTime time = new ProcessorTime(() -> 1_000_000_000L);
      assertThat(time.getAsLong()).isEqualTo(1_000_000_000L);
      Program program = Program.start(
          List.of(
              "sh", "-c", "i=0; while [ $i -lt 1000000 ]; do i=$((i + 1)); done & wait; kill $$"),
          processes,
          warden,
          "run-of-a-test");
      time.of(program);
      Eventually.until(
          "some tenths of a second are used",
          () -> time.getAsLong() > 1_200_000_000L,
          time::getAsLong);
      long used = time.getAsLong();
      assertThat(program.exitCode()).isEqualTo(128 + 15);
      assertThat(time.getAsLong()).isGreaterThanOrEqualTo(used);
    }
  }
}
