package org.carbonaware.cli.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no sh")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class WardenTest {
  /** Other tests that run on this computer at the same time must not signal these processes. */
  private static final String MARK =
      "run-of-a-test-" + ProcessHandle.current().pid() + "-" + System.nanoTime();

  private static Program sleeping(Warden warden, Processes processes) throws Exception {
    return Program.start(List.of("sh", "-c", "sleep 1000 & wait"), processes, warden, MARK);
  }

  private static void awaitStates(Processes processes, Program program, boolean stopped)
      throws Exception {
    Eventually.until(
        stopped ? "all stand" : "both move",
        () -> {
          List<Member> members = processes.of(program.pid(), MARK);
          return members.size() == 2 && members.stream().allMatch(m -> m.stopped() == stopped);
        },
        () -> processes.of(program.pid(), MARK));
  }

  private static void holds(Processes processes) throws Exception {
    try (Warden warden = Warden.start(MARK)) {
      Program program = sleeping(warden, processes);
      awaitStates(processes, program, false);
      assertThat(program.hold()).isEmpty();
      awaitStates(processes, program, true);
      program.release();
      awaitStates(processes, program, false);
      program.sweep(Duration.ofSeconds(10));
      assertThat(program.exitCode()).isEqualTo(128 + 15);
      assertThat(processes.of(program.pid(), MARK)).isEmpty();
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

  /** The shells of this test's wardens. */
  private static List<ProcessHandle> shells() {
    return ProcessHandle.current()
        .children()
        .filter(child ->
            child.info().commandLine().filter(line -> line.contains(MARK)).isPresent())
        .filter(
            child -> child.info().command().filter(name -> name.endsWith("sh")).isPresent())
        .filter(child -> child.info().commandLine().orElse("").contains("carbon-trainer-warden"))
        .toList();
  }

  private static ProcessHandle shell() throws Exception {
    Eventually.until("one shell is there", () -> shells().size() == 1, WardenTest::shells);
    return shells().get(0);
  }

  @Test
  void aShellThatSomebodyKilledIsReplacedAndKnowsTheProgram() throws Exception {
    Processes processes = Processes.ofSystem();
    try (Warden warden = Warden.start(MARK)) {
      Program program = sleeping(warden, processes);
      awaitStates(processes, program, false);
      for (int time = 1; time <= 3; time++) {
        ProcessHandle first = shell();
        assertThat(first.destroyForcibly()).isTrue();
        first.onExit().get();
        assertThat(program.hold()).isEmpty();
        awaitStates(processes, program, true);
        ProcessHandle second = shell();
        assertThat(second.pid()).isNotEqualTo(first.pid());
        second.destroyForcibly();
        second.onExit().get();
        program.release();
        awaitStates(processes, program, false);
      }
      program.sweep(Duration.ofSeconds(10));
      assertThat(program.exitCode()).isEqualTo(128 + 15);
    }
    Eventually.until("no shell is left", () -> shells().isEmpty(), WardenTest::shells);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aProgramThatClearedItsEnvironmentIsEndedToo(boolean replaced) throws Exception {
    Warden warden = Warden.start(MARK);
    Program program = Program.start(
        List.of("env", "-i", "PATH=" + System.getenv("PATH"), "sleep", "1000"),
        Processes.ofSystem(),
        warden,
        MARK);
    Eventually.until(
        "it has cleared its environment",
        () -> !Files.readString(
                Path.of("/proc/" + program.pid() + "/environ"), StandardCharsets.ISO_8859_1)
            .contains(MARK),
        () -> "it has not");
    if (replaced) {
      ProcessHandle first = shell();
      first.destroyForcibly();
      first.onExit().get();
      program.signal("WINCH"); // needs another shell
    }
    warden.abandon();
    Eventually.until("the program has ended", () -> !program.isAlive(), () -> "it has not");
    Eventually.until("no shell is left", () -> shells().isEmpty(), WardenTest::shells);
  }

  @Test
  void whatWasFreedIsNeverStoppedAgain() throws Exception {
    Processes processes = Processes.ofSystem();
    try (Warden warden = Warden.start(MARK)) {
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
    try (Warden warden = Warden.start(MARK)) {
      ProcessorTime time = new ProcessorTime(() -> 1_000_000_000L);
      assertThat(time.getAsLong()).isEqualTo(1_000_000_000L);
      Program program = Program.start(
          List.of(
              "sh", "-c", "i=0; while [ $i -lt 1000000 ]; do i=$((i + 1)); done & wait; kill $$"),
          processes,
          warden,
          MARK);
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
