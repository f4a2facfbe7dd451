package org.carbonaware.cli.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.carbonaware.cli.exec.RunningProgram.pid;
import static org.carbonaware.cli.exec.RunningProgram.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.Zone;
import org.carbonaware.ledger.Ledger;
import org.carbonaware.ledger.RunAccount;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the deadline guard reckons as work left: time in which the program does nothing for its end
 * is no work, or deadlines would be missed by as much. An hour is a second here.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "looks into /proc")
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ProgramWorkTest {
  /** What a busy computer may need to carry a decision out, in the runs' time: one second. */
  private static final Duration TOLERATED = Duration.ofHours(1);

  @TempDir
  Path folder;

  private final CountDownLatch answering = new CountDownLatch(1);

  /** Says nothing until it is let. */
  private final SwitchedGrid grid = new SwitchedGrid(SwitchedGrid.CLEAN) {
    @Override
    public Optional<Intensity> current(Zone zone, Instant now) {
      try {
        assertThat(answering.await(1, TimeUnit.MINUTES)).isTrue();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return super.current(zone, now);
    }
  };

  /** What a test that fails leaves behind. */
  @AfterEach
  void endWhatIsLeft() throws Exception {
    if (Files.exists(folder.resolve("first.pid"))) {
      ProcessHandle.of(pid(folder, "first")).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  /** A decision on record. */
  private record Decided(Instant at, String action, Duration workLeft) {}

  /** The decisions that changed something. */
  private List<Decided> decisions() throws Exception {
    List<Decided> decisions = new ArrayList<>();
    for (String line : Files.readAllLines(Ledger.files(folder.resolve("ledger")).get(0))) {
      JsonNode entry = new ObjectMapper().readTree(line);
      if (entry.path("kind").asText().equals("decision") && entry.has("gramsPerKwh")) {
        String action = entry.path("action").asText();
        if (decisions.isEmpty() || !decisions.get(decisions.size() - 1).action().equals(action)) {
          decisions.add(new Decided(
              Instant.parse(entry.path("at").asText()),
              action,
              Duration.parse(entry.path("workLeft").asText())));
        }
      }
    }
    return decisions;
  }

  private List<String> script(String text) {
    return List.of("sh", "-c", text, "sh", folder.toString());
  }

  private static final String UNTIL_THE_END =
      "echo $$ > $1/first.new; mv $1/first.new $1/first.pid; while [ ! -e $1/end ]; do sleep 0.05; done";

  @Test
  void waitingForTheGridsFirstAnswerIsNoWork() throws Exception {
    RunningProgram run = RunningProgram.start(grid, folder, script(UNTIL_THE_END));
    Instant begun = run.clock.instant();
    Eventually.until(
        "three hours have passed",
        () -> run.clock.instant().isAfter(begun.plus(Duration.ofHours(3))),
        run::notices);
    answering.countDown();
    pid(folder, "first");
    grid.turn(SwitchedGrid.DIRTY);
    run.awaitNotice("paused", 1);
    run.tellToEnd();
    grid.turn(SwitchedGrid.CLEAN);
    assertThat(run.exitCode()).isZero();
    List<Decided> decisions = decisions();
    assertThat(decisions.get(0).action()).isEqualTo("RUN");
    assertThat(decisions.get(1).action()).isEqualTo("PAUSE");
    Duration between = Duration.between(decisions.get(0).at(), decisions.get(1).at());
    assertThat(decisions.get(1).workLeft())
        .isGreaterThan(RunningProgram.WORK.minus(between).minus(TOLERATED));
  }

  @Test
  void savingIsNoWorkAndStartingAgainIsSome() throws Exception {
    answering.countDown();
    Duration restart = Duration.ofHours(20);
    RunningProgram run = RunningProgram.start(
        grid,
        folder,
        script("trap 'sleep 3; rm $1/first.pid; exit 75' USR1; " + UNTIL_THE_END),
        like -> new ExecSettings(
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
            Optional.of(new CheckpointSignal("USR1", Duration.ofSeconds(30), 75, restart)),
            like.configuration(),
            like.ledger(),
            like.project()));
    pid(folder, "first");
    grid.turn(SwitchedGrid.DIRTY);
    run.awaitNotice("saved and left", 1);
    grid.turn(SwitchedGrid.CLEAN);
    run.awaitNotice("started", 2);
    pid(folder, "first");
    grid.turn(SwitchedGrid.DIRTY);
    run.awaitNotice("saved and left", 2);
    run.tellToEnd();
    grid.turn(SwitchedGrid.CLEAN);
    assertThat(run.exitCode()).isZero();

    List<Decided> decisions = decisions();
    assertThat(decisions)
        .extracting(Decided::action)
        .startsWith("RUN", "PAUSE", "RUN", "PAUSE", "RUN");
    Duration ran = Duration.between(decisions.get(0).at(), decisions.get(1).at());
    assertThat(decisions.get(2).workLeft())
        .as("three hours of saving took nothing from the work")
        .isGreaterThan(RunningProgram.WORK.minus(ran).minus(TOLERATED));
    Duration ranAgain = Duration.between(decisions.get(2).at(), decisions.get(3).at());
    assertThat(decisions.get(3).workLeft())
        .as("it begins with what starting again costs")
        .isGreaterThan(decisions.get(2).workLeft().plus(restart).minus(ranAgain).minus(TOLERATED));
  }

  /** How long a program that saved itself was away in an endlessly dirty grid. */
  private Duration away(Duration grace, Duration restart) throws Exception {
    answering.countDown();
    RunningProgram run = RunningProgram.start(
        grid,
        folder,
        script("[ -e $1/again ] && exit 0; touch $1/again; trap 'exit 75' USR1; " + UNTIL_THE_END),
        like -> new ExecSettings(
            like.command(),
            like.zone(),
            like.grid(),
            like.clock(),
            like.speed(),
            Duration.ofHours(2),
            like.clock().instant().plus(Duration.ofHours(32)),
            like.policy(),
            like.longestPause(),
            like.dryRun(),
            Optional.of(new CheckpointSignal("USR1", grace, 75, restart)),
            like.configuration(),
            like.ledger(),
            like.project()));
    pid(folder, "first");
    grid.turn(SwitchedGrid.DIRTY);
    assertThat(run.exitCode()).isZero();
    return run.closing().summary().pauses().time();
  }

  @Test
  void theTimeToStartAgainIsKeptInHandBeforeTheDeadline() throws Exception {
    assertThat(away(Duration.ofSeconds(1), Duration.ofHours(20)))
        .isBetween(Duration.ofHours(1), Duration.ofHours(11));
  }

  @Test
  void theTimeToSaveIsKeptInHandBeforeTheDeadline() throws Exception {
    assertThat(away(Duration.ofSeconds(20), Duration.ZERO))
        .isBetween(Duration.ofHours(1), Duration.ofHours(11));
  }

  @Test
  void whoeverIsInterruptedEndsTheProgram() throws Exception {
    answering.countDown();
    RunningProgram run = RunningProgram.start(grid, folder, script(UNTIL_THE_END));
    long first = pid(folder, "first");
    run.interrupt();
    assertThatThrownBy(run::exitCode).hasCauseInstanceOf(InterruptedException.class);
    Eventually.until(
        "the program has ended",
        () -> state(first) == '-' || state(first) == 'Z',
        () -> state(first));
  }

  @Test
  void signalsAreAnothersAgainWhenTheProgramHasEnded() throws Exception {
    answering.countDown();
    CountDownLatch told = new CountDownLatch(1);
    try (Signals before = Signals.take(List.of("USR2"), signal -> told.countDown())) {
      assertThat(before).isNotNull();
      assertThat(RunningProgram.start(grid, folder, List.of("true")).exitCode()).isZero();
      String self = Long.toString(ProcessHandle.current().pid());
      assertThat(new ProcessBuilder("kill", "-USR2", self).start().waitFor()).isZero();
      assertThat(told.await(1, TimeUnit.MINUTES)).isTrue();
    }
  }

  @Test
  void everyExitCodeButZeroIsWarnedOf() throws Exception {
    answering.countDown();
    RunningProgram run = RunningProgram.start(grid, folder, List.of("sh", "-c", "exit 1"));
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(warnings()).contains("the program ended with exit code 1");
    Files.delete(Ledger.files(folder.resolve("ledger")).get(0));
    assertThat(RunningProgram.start(grid, folder, List.of("true")).exitCode()).isZero();
    assertThat(warnings()).noneMatch(warning -> warning.contains("exit code"));
  }

  private List<String> warnings() throws Exception {
    return RunAccount.read(Ledger.files(folder.resolve("ledger")).get(0))
        .summary()
        .warnings();
  }
}
