package org.carbonaware.cli.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carbonaware.cli.exec.RunningProgram.state;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** One program that is stopped and let go on, by us and by others. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "looks into /proc")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ProgramTest {
  private static final String MARK =
      "run-of-a-test-" + ProcessHandle.current().pid() + "-" + System.nanoTime();

  /** Added to when processes are said to have begun. */
  private final AtomicLong later = new AtomicLong();

  private Warden warden;
  private Program program;

  private List<Member> members(long root, String mark) {
    return Processes.ofSystem().of(root, mark).stream()
        .map(each -> new Member(
            each.pid(),
            each.parent(),
            each.state(),
            each.started() + later.get(),
            each.processorTime(),
            each.name()))
        .toList();
  }

  @BeforeEach
  void start() throws Exception {
    warden = Warden.start(MARK);
    program = Program.start(List.of("sleep", "1000"), this::members, warden, MARK);
  }

  @AfterEach
  void end() throws Exception {
    ProcessHandle.of(program.pid()).ifPresent(ProcessHandle::destroyForcibly);
    assertThat(program.endsWithin(Duration.ofSeconds(30))).isTrue();
    warden.close();
  }

  private void await(char state) throws Exception {
    Eventually.until(
        "its state is " + state, () -> state(program.pid()) == state, () -> state(program.pid()));
  }

  private void send(String signal) throws Exception {
    assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(program.pid()))
            .start()
            .waitFor())
        .isZero();
  }

  @Test
  void whatWasReleasedIsNotHeldStill() throws Exception {
    assertThat(program.hold()).isEmpty();
    await('T');
    program.release();
    await('S');
    program.holdStill();
    assertThat(state(program.pid())).isEqualTo('S');
  }

  @Test
  void whatAnotherStoppedIsNotWoken() throws Exception {
    send("STOP");
    await('T');
    assertThat(program.hold()).isEmpty();
    program.release();
    assertThat(state(program.pid())).isEqualTo('T');
  }

  @Test
  void whatAnotherStoppedAfterAPauseIsNotWoken() throws Exception {
    assertThat(program.hold()).isEmpty();
    program.release();
    await('S');
    send("STOP");
    await('T');
    program.release();
    assertThat(state(program.pid())).isEqualTo('T');
  }

  @Test
  void aNewProcessUnderTheNumberOfAnOldOneIsNotWoken() throws Exception {
    assertThat(program.hold()).isEmpty();
    await('T');
    later.set(100);
    program.release();
    assertThat(state(program.pid())).isEqualTo('T');
  }

  @Test
  void whatStandsAndIsToEndGoesOnToTakeItsSignal() throws Exception {
    assertThat(program.hold()).isEmpty();
    await('T');
    program.sweep(Duration.ofSeconds(30));
    assertThat(program.exitCode()).as("ended by TERM, not by KILL").isEqualTo(128 + 15);
  }

  @Test
  void aSweepIsOverWhenNothingIsLeft() throws Exception {
    program.sweep(Duration.ofHours(1)); // else this test would take so long
    assertThat(program.exitCode()).isEqualTo(128 + 15);
  }

  @Test
  void whatTakesNoNoticeOfTermIsKilled() throws Exception {
    Program stubborn = Program.start(
        List.of("sh", "-c", "trap '' TERM; while :; do sleep 0.05; done"),
        Processes.ofSystem(),
        warden,
        MARK + "-stubborn");
    Path status = Path.of("/proc/" + stubborn.pid() + "/status");
    Eventually.until(
        "it ignores TERM",
        () -> Files.readAllLines(status).stream()
            .anyMatch(line -> line.matches("SigIgn:.*[4567c-f][0-9a-f]{3}")),
        () -> stubborn.pid());
    stubborn.sweep(Duration.ofMillis(200));
    assertThat(stubborn.exitCode()).isEqualTo(128 + 9);
    assertThat(stubborn.pids()).isEmpty();
  }

  @Test
  void whatHasEndedAndNobodyCollectsIsNotWaitedFor() throws Exception {
    AtomicLong ended = new AtomicLong();
    Program other = Program.start(
        List.of("true"), (root, mark) -> List.of(member(ended.get(), 'Z')), warden, MARK);
    ended.set(other.pid());
    assertThat(other.exitCode()).isZero();
    other.sweep(Duration.ofHours(1)); // else this test would take so long
  }

  @Test
  void onlyWhatStandsIsCountedAsStanding() throws Exception {
    Program other = Program.start(
        List.of("true"),
        (root, mark) -> List.of(member(7, 'T'), member(8, 'Z'), member(9, 'S'), member(10, 't')),
        warden,
        MARK);
    assertThat(other.standing()).isEqualTo(2);
    assertThat(other.pids()).containsExactlyInAnyOrder(7L, 8L, 9L, 10L);
    assertThat(other.exitCode()).isZero();
  }

  private static Member member(long pid, char state) {
    return new Member(pid, 1, state, 0, Duration.ZERO, "x");
  }

  @Test
  void processorTimeNeverFallsWhenAProcessTakesItsOwnWithIt() throws Exception {
    AtomicLong millis = new AtomicLong(500);
    Program other = Program.start(
        List.of("true"),
        (root, mark) -> List.of(new Member(7, 1, 'S', 0, Duration.ofMillis(millis.get()), "x")),
        warden,
        MARK);
    assertThat(other.processorNanos()).isEqualTo(500_000_000L);
    assertThat(other.processorNanos()).isEqualTo(500_000_000L);
    millis.set(100); // a child has ended that nobody collected
    assertThat(other.processorNanos()).isEqualTo(500_000_000L);
    millis.set(300);
    assertThat(other.processorNanos()).isEqualTo(700_000_000L);

    ProcessorTime time = new ProcessorTime(() -> 5);
    time.of(other);
    assertThat(time.getAsLong()).isEqualTo(700_000_005L);
    time.of(program);
    assertThat(time.getAsLong())
        .as("the time of the program before counts on")
        .isGreaterThanOrEqualTo(700_000_005L);
    assertThat(other.exitCode()).isZero();
  }

  @Test
  void signalsGoBackToWhoeverTookThemBefore() throws Exception {
    List<String> outer = new java.util.concurrent.CopyOnWriteArrayList<>();
    List<String> inner = new java.util.concurrent.CopyOnWriteArrayList<>();
    try (Signals first = Signals.take(List.of("WINCH"), signal -> outer.add(signal.name()))) {
      try (Signals second =
          Signals.take(List.of("WINCH", "NOPE"), signal -> inner.add(signal.name()))) {
        raise();
        Eventually.until("the inner one is told", () -> inner.size() == 1, () -> inner);
        assertThat(second).isNotNull();
      }
      raise();
      Eventually.until("the outer one is told", () -> outer.size() == 1, () -> outer);
      assertThat(first).isNotNull();
    }
    assertThat(inner).containsExactly("WINCH");
    assertThat(new Signals.Signal("TERM", 15).exitCode()).isEqualTo(143);
  }

  private static void raise() throws Exception {
    assertThat(new ProcessBuilder(
                "kill", "-WINCH", Long.toString(ProcessHandle.current().pid()))
            .start()
            .waitFor())
        .isZero();
  }
}
