package org.carbonaware.cli.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.carbonaware.cli.exec.RunningProgram.pid;
import static org.carbonaware.cli.exec.RunningProgram.state;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.carbonaware.control.InfeasibleDeadlineException;
import org.carbonaware.ledger.Ledger;
import org.carbonaware.ledger.RunAccount;
import org.carbonaware.ledger.RunSummary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(value = OS.LINUX, disabledReason = "looks into /proc")
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ProgramRunTest {
  private static final List<String> FAMILY = List.of("first", "child", "grandchild", "orphan");

  @TempDir
  Path folder;

  private final SwitchedGrid grid = new SwitchedGrid(SwitchedGrid.CLEAN);

  /**
   * What a program leaves behind lives on, as it would without us. Whoever has only just been
   * started is waited for, or it would write into a folder that is being taken away.
   */
  @AfterEach
  void endWhatIsLeft() throws Exception {
    boolean family =
        Files.exists(folder.resolve("family.py")) && Files.exists(folder.resolve("first.pid"));
    for (String name : FAMILY) {
      if (family || Files.exists(folder.resolve(name + ".pid"))) {
        long pid = pid(folder, name);
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        Eventually.until(
            name + " is gone", () -> state(pid) == '-' || state(pid) == 'Z', () -> state(pid));
      }
    }
  }

  private List<String> family() throws Exception {
    List<String> python = Scripts.python(folder, "family.py");
    return List.of(python.get(0), python.get(1), folder.toString());
  }

  private void awaitState(String name, boolean stopped) throws Exception {
    long pid = pid(folder, name);
    Eventually.until(
        name + (stopped ? " stands" : " goes on"),
        () -> (state(pid) == 'T') == stopped && state(pid) != '-',
        () -> state(pid));
  }

  @Test
  void stopsAPythonProgramWithAllItsProcessesWhileTheGridIsDirty() throws Exception {
    RunningProgram run = RunningProgram.start(grid, folder, family());
    for (String name : FAMILY) {
      awaitState(name, false);
    }
    for (int pause = 1; pause <= 2; pause++) {
      grid.turn(SwitchedGrid.DIRTY);
      run.awaitNotice("paused (4 processes stopped): 500 g/kWh is above 300 g/kWh", pause);
      long ticks = run.ticks();
      for (String name : FAMILY) {
        assertThat(state(pid(folder, name))).as(name).isEqualTo('T');
      }
      assertThat(run.ticks()).isEqualTo(ticks);

      grid.turn(SwitchedGrid.CLEAN);
      run.awaitNotice("goes on: 50 g/kWh is at or below 300 g/kWh", pause);
      for (String name : FAMILY) {
        awaitState(name, false);
      }
      Eventually.until("it counts on", () -> run.ticks() > ticks, run::notices);
    }
    run.tellToEnd();
    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.text("ended")).startsWith("after ");

    RunSummary summary = run.closing().summary();
    assertThat(summary.pauseCount()).isEqualTo(2);
    assertThat(summary.standing().joules())
        .as("a stopped program's idle energy")
        .isPositive();
    assertThat(summary.active().joules()).isPositive();
    assertThat(summary.warnings()).contains("the program ended with exit code 3");
    for (String name : List.of("child", "grandchild", "orphan")) {
      awaitState(name, false); // they live on, as they would without us
    }
  }

  @Test
  void stopsACProgramWithItsThreadsAndChildAndLetsItFinish() throws Exception {
    List<String> program = Scripts.c(folder, "counts");
    RunningProgram run =
        RunningProgram.start(grid, folder, List.of(program.get(0), folder.toString()));
    awaitState("first", false);
    grid.turn(SwitchedGrid.DIRTY);
    run.awaitNotice("paused (2 processes stopped)", 1);
    long ticks = run.ticks();
    assertThat(state(pid(folder, "first"))).isEqualTo('T');
    assertThat(state(pid(folder, "child"))).isEqualTo('T');
    assertThat(run.ticks()).isEqualTo(ticks);
    grid.turn(SwitchedGrid.CLEAN);
    run.awaitNotice("goes on", 1);
    run.tellToEnd();
    assertThat(run.exitCode()).isEqualTo(7);
    assertThat(run.text("counted")).isEqualTo("3");
  }

  @Test
  void startsInADirtyHourOnlyWhenItIsOver() throws Exception {
    grid.turn(SwitchedGrid.DIRTY);
    RunningProgram run = RunningProgram.start(grid, folder, family());
    run.awaitNotice("waits to start: 500 g/kWh is above 300 g/kWh; until about ", 1);
    assertThat(folder.resolve("first.pid")).doesNotExist();
    grid.turn(SwitchedGrid.CLEAN);
    awaitState("first", false);
    run.tellToEnd();
    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.notices().stream().filter(text -> text.startsWith("started (process ")))
        .hasSize(1);
  }

  @Test
  void whatAnotherWakesIsStoppedAgain() throws Exception {
    RunningProgram run = RunningProgram.start(grid, folder, family());
    awaitState("grandchild", false);
    grid.turn(SwitchedGrid.DIRTY);
    run.awaitNotice("paused", 1);
    long pid = pid(folder, "grandchild");
    assertThat(new ProcessBuilder("sh", "-c", "kill -CONT " + pid).start().waitFor())
        .isZero();
    awaitState("grandchild", true);
    grid.turn(SwitchedGrid.CLEAN);
    run.tellToEnd();
    assertThat(run.exitCode()).isEqualTo(3);
  }

  @Test
  void aProgramKilledWhileItStandsEndsTheRunAndFreesTheOthers() throws Exception {
    RunningProgram run = RunningProgram.start(grid, folder, family());
    awaitState("orphan", false);
    awaitState("grandchild", false);
    grid.turn(SwitchedGrid.DIRTY);
    run.awaitNotice("paused", 1);
    ProcessHandle.of(pid(folder, "first")).orElseThrow().destroyForcibly();
    assertThat(run.exitCode()).isEqualTo(128 + 9);
    for (String name : List.of("child", "grandchild", "orphan")) {
      awaitState(name, false);
    }
  }

  private static ExecSettings saving(ExecSettings like, CheckpointSignal signal) {
    return new ExecSettings(
        like.command(),
        like.zone(),
        like.grid(),
        like.clock(),
        like.speed(),
        like.work(),
        like.deadline(),
        like.policy(),
        like.longestPause(),
        like.dryRun(),
        Optional.of(signal),
        like.configuration(),
        like.ledger(),
        like.project());
  }

  @Test
  void aProgramThatSavesItselfLeavesAndIsStartedAgain() throws Exception {
    List<String> python = Scripts.python(folder, "saves.py");
    List<String> command = List.of(python.get(0), python.get(1), folder.toString(), "300");
    CheckpointSignal usr1 =
        new CheckpointSignal("SIGUSR1", Duration.ofSeconds(30), 75, Duration.ofMinutes(10));
    RunningProgram run =
        RunningProgram.start(grid, folder, command, settings -> saving(settings, usr1));
    for (int pause = 1; pause <= 2; pause++) {
      int starts = pause;
      Eventually.until(
          "start " + starts,
          () -> Files.exists(folder.resolve("starts"))
              && run.text("starts").lines().count() == starts,
          run::notices);
      grid.turn(SwitchedGrid.DIRTY);
      run.awaitNotice("asks the program to save and leave by USR1", pause);
      run.awaitNotice("saved and left: 500 g/kWh is above 300 g/kWh", pause);
      grid.turn(SwitchedGrid.CLEAN);
    }
    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.text("steps").lines())
        .as("each step once, in order")
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, 300).mapToObj(Integer::toString).toList());
    assertThat(run.text("starts").lines()).hasSize(3);
    assertThat(run.closing().summary().pauseCount()).isEqualTo(2);
  }

  @Test
  void aProgramThatDoesNotLeaveIsStoppedInMemory() throws Exception {
    RunningProgram run = RunningProgram.start(
        grid,
        folder,
        family(),
        settings -> saving(
            settings, new CheckpointSignal("WINCH", Duration.ofMillis(100), 75, Duration.ZERO)));
    awaitState("child", false);
    grid.turn(SwitchedGrid.DIRTY);
    run.awaitNotice("paused", 1);
    assertThat(state(pid(folder, "first"))).isEqualTo('T');
    run.awaitNotice("the program did not leave within 0 s after signal WINCH", 1);
    grid.turn(SwitchedGrid.CLEAN);
    run.tellToEnd();
    assertThat(run.exitCode()).isEqualTo(3);
  }

  private static ExecSettings timed(ExecSettings like, Duration work, Duration slack, boolean dry) {
    return new ExecSettings(
        like.command(),
        like.zone(),
        like.grid(),
        like.clock(),
        like.speed(),
        work,
        like.clock().instant().plus(work).plus(slack),
        like.policy(),
        like.longestPause(),
        dry,
        like.checkpoint(),
        like.configuration(),
        like.ledger(),
        like.project());
  }

  @Test
  void theDeadlineEndsAnyPause() throws Exception {
    grid.turn(SwitchedGrid.DIRTY); // and stays so
    RunningProgram run = RunningProgram.start(
        grid,
        folder,
        List.of("sleep", "1"), // an hour here
        settings -> timed(settings, Duration.ofHours(20), Duration.ofHours(10), false));
    assertThat(run.exitCode()).isZero();
    RunSummary summary = run.closing().summary();
    assertThat(summary.pauseCount()).isPositive();
    assertThat(summary.standing().time()).isBetween(Duration.ofHours(1), Duration.ofHours(10));
    assertThat(summary.slackLeft()).isPositive();
  }

  @Test
  void refusesWhatCannotBeDoneInTime() {
    RunningProgram run = RunningProgram.start(
        grid,
        folder,
        List.of("sleep", "1"),
        settings -> timed(settings, Duration.ofHours(20), Duration.ofHours(-10), false));
    assertThatThrownBy(run::exitCode).hasCauseInstanceOf(InfeasibleDeadlineException.class);
  }

  @Test
  void aDryRunSaysWhatItWouldDoAndRunsThrough() throws Exception {
    RunningProgram run = RunningProgram.start(
        grid,
        folder,
        family(),
        settings -> timed(settings, RunningProgram.WORK, RunningProgram.SLACK, true));
    awaitState("first", false);
    grid.turn(SwitchedGrid.DIRTY);
    run.awaitNotice("would pause: 500 g/kWh is above 300 g/kWh", 1);
    long ticks = run.ticks();
    Eventually.until("it counts on", () -> run.ticks() > ticks, run::notices);
    grid.turn(SwitchedGrid.CLEAN);
    run.awaitNotice("would go on: 50 g/kWh is at or below 300 g/kWh", 1);
    run.tellToEnd();
    Closing closing = run.closing();
    assertThat(closing.wouldHavePaused()).isEqualTo(1);
    assertThat(closing.inWords()).startsWith("exit code 3; ").contains("would have paused once");
    assertThat(closing.summary().pauseCount()).isZero();
    assertThat(closing.summary().policy()).startsWith("dry run of threshold(");
  }

  @Test
  void theRecordTellsWhatRanWithoutItsArguments() throws Exception {
    RunningProgram run =
        RunningProgram.start(grid, folder, List.of("sh", "-c", "exit 0", "--password=secret"));
    assertThat(run.exitCode()).isZero();
    Path file = Ledger.files(folder.resolve("ledger")).get(0);
    assertThat(Files.readString(file)).doesNotContain("secret").contains("\"sh\"");
    assertThat(RunAccount.read(file).summary().complete()).isTrue();
  }

  @Test
  void aProgramThatIsNotThereIsToldAtOnce() throws Exception {
    grid.turn(SwitchedGrid.DIRTY);
    RunningProgram run = RunningProgram.start(grid, folder, List.of("no-such-program-anywhere"));
    assertThat(run.exitCode()).isEqualTo(127);
    assertThat(run.notices())
        .containsExactly("no-such-program-anywhere is in no directory of PATH");
    assertThat(folder.resolve("ledger")).doesNotExist();
  }
}
