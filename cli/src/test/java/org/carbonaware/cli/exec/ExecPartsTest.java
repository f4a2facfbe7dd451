package org.carbonaware.cli.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExecPartsTest {
  @TempDir
  Path folder;

  @Test
  void readsAProcessWhateverItsNameHolds() {
    Member member = LinuxProcesses.parse(
            "42 (a) b (c) T 7 42 42 0 -1 4194304 1 2 3 4 100 20 3 4" + " 20 0 1 0 6111708 5 6 7")
        .orElseThrow();
    assertThat(member)
        .isEqualTo(new Member(42, 7, 'T', 6111708, Duration.ofMillis(1270), "a) b (c"));
    assertThat(member.stopped()).isTrue();
    assertThat(member.moves()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "1 (a", "1 (a) S", "1 (a) S x 3 4 5 6 7 8 9 10 11 12 13 14 15"})
  void passesOverWhatIsNoProcess(String stat) {
    assertThat(LinuxProcesses.parse(stat)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"Z,false", "X,false", "t,false", "T,false", "S,true", "D,true", "R,true"})
  void onlyWhatNeitherStandsNorHasEndedMoves(char state, boolean moves) {
    assertThat(new Member(1, 0, state, 0, Duration.ZERO, "a").moves()).isEqualTo(moves);
  }

  @Test
  void findsProcessesByAncestryAndByTheirMark() throws Exception {
    process(10, 1, 500, "CARBON_TRAINER_EXEC=run-7\0");
    process(11, 10, 510, "");
    process(12, 11, 505, "");
    process(13, 1, 520, "A=1\0CARBON_TRAINER_EXEC=outer:run-7\0");
    process(14, 13, 530, "CARBON_TRAINER_EXEC=run-7\0");
    process(15, 1, 520, "CARBON_TRAINER_EXEC=run-8\0");
    process(17, 1, 500, "CARBON_TRAINER_EXEC=run-7\0"); // begun within the same hundredth
    process(16, 1, 400, "CARBON_TRAINER_EXEC=run-7\0"); // older than the program: chance
    assertThat(new LinuxProcesses(folder).of(10, "run-7").stream().map(Member::pid))
        .as("each once")
        .containsExactly(10L, 11L, 12L, 13L, 14L, 17L);
    assertThat(new LinuxProcesses(folder).of(99, "run-8").stream().map(Member::pid))
        .as("of a program whose first process has ended")
        .containsExactly(15L);
    assertThat(new LinuxProcesses(folder.resolve("nowhere")).of(10, "run-7")).isEmpty();
  }

  @Test
  void tellsTheTimeOfChildrenThatHaveEnded() throws Exception {
    LinuxProcesses processes = new LinuxProcesses(folder);
    assertThat(processes.collectedNanos()).isZero();
    Path self = Files.createDirectory(folder.resolve("self")).resolve("stat");
    Files.writeString(self, "42 (java) S 7 42 42 0 -1 4194304 1 2 3 4 100 20 3 4 20 0 1 0 61 5 6");
    assertThat(processes.collectedNanos()).isEqualTo(70_000_000L);
    Files.writeString(self, "42 (java) S 7");
    assertThat(processes.collectedNanos()).isZero();
  }

  private void process(long pid, long parent, long started, String environment) throws Exception {
    Path entry = Files.createDirectory(folder.resolve(Long.toString(pid)));
    Files.writeString(
        entry.resolve("stat"),
        pid + " (x) S " + parent + " 0 0 0 0 0 0 0 0 0 0 0 0 0 20 0 1 0 " + started + " 0 0");
    Files.writeString(entry.resolve("environ"), environment);
  }

  @Test
  void knowsWhetherTheTerminalShowsIt() {
    assertThat(Terminal.inForeground("5 (java) S 1 77 60 34816 77 4194304")).isTrue();
    assertThat(Terminal.inForeground("5 (java) S 1 77 60 34816 60 4194304")).isFalse();
    assertThat(Terminal.inForeground("5 (java) S 1 77 60 0 -1 4194304")).isFalse();
    assertThat(Terminal.inForeground("5 (java) S")).isFalse();
  }

  @Test
  void findsProgramsAsTheSystemDoes() throws Exception {
    Path plain = Files.createFile(folder.resolve("plain"));
    Path tool = Files.createFile(folder.resolve("tool"));
    assertThat(tool.toFile().setExecutable(true)).isTrue();
    Map<String, String> environment = Map.of("PATH", "/nowhere:" + folder);

    new Command(List.of("tool", "x")).require(environment);
    new Command(List.of(tool.toString())).require(Map.of("PATH", ""));
    refuses(List.of("plain"), environment, 126, plain + " can't be run");
    refuses(List.of(folder.toString()), environment, 126, folder + " can't be run");
    refuses(List.of("missing"), environment, 127, "missing is in no directory of PATH");
    refuses(List.of("./missing"), environment, 127, "./missing is not there");
  }

  private static void refuses(
      List<String> words, Map<String, String> environment, int exitCode, String message) {
    assertThatThrownBy(() -> new Command(words).require(environment))
        .isInstanceOfSatisfying(
            Command.NotRunnableException.class, e -> assertThat(e.exitCode()).isEqualTo(exitCode))
        .hasMessageStartingWith(message);
  }

  @Test
  void callsAProgramByItsNameAndItsScripts() throws Exception {
    Path script = Files.createFile(folder.resolve("train.py"));
    assertThat(new Command(List.of("/usr/bin/python3", script.toString(), "--token=x")).label())
        .isEqualTo("python3 train.py");
    assertThat(new Command(List.of("/usr/bin/python3", "secret")).label()).isEqualTo("python3");
    assertThat(new Command(List.of("./train")).label()).isEqualTo("train");
    assertThatIllegalArgumentException().isThrownBy(() -> new Command(List.of()));
  }

  @ParameterizedTest
  @CsvSource({"PT10M,PT1M", "PT100M,PT1M", "PT200M,PT2M", "PT50H,PT30M", "PT500H,PT30M"})
  void keepsAPercentInHandBetweenAMinuteAndHalfAnHour(Duration time, Duration margin) {
    assertThat(ProgramRun.usualMargin(time)).isEqualTo(margin);
  }

  @Test
  void takesSignalsByAnyOfTheirNames() {
    CheckpointSignal signal = new CheckpointSignal("sigusr1", Duration.ZERO, 75, Duration.ZERO);
    assertThat(signal.name()).isEqualTo("USR1");
    for (String wrong : List.of("STOP", "SIGKILL", "CONT", "NOPE", "")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new CheckpointSignal(wrong, Duration.ZERO, 75, Duration.ZERO));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CheckpointSignal("USR1", Duration.ZERO, 256, Duration.ZERO))
        .withMessage("exit code 256: expected 0 to 255");
  }

  @Test
  void writesAmountsInTheSizeThatIsReadBest() {
    assertThat(Words.energy(1800)).isEqualTo("0.500 Wh");
    assertThat(Words.energy(3.6e6 * 12)).isEqualTo("12.0 kWh");
    assertThat(Words.grams(0.25)).isEqualTo("250 mg");
    assertThat(Words.grams(0)).isEqualTo("0.000 g");
    assertThat(Words.grams(4321)).isEqualTo("4.32 kg");
    assertThat(Words.length(Duration.ofSeconds(59))).isEqualTo("59 s");
    assertThat(Words.length(Duration.ofMinutes(150))).isEqualTo("2 h 30 min");
    assertThat(Words.length(Duration.ofHours(50))).isEqualTo("2 d 2 h");
    assertThat(Words.length(Duration.ofDays(2))).isEqualTo("2 d");
    assertThat(Words.time(Instant.parse("2024-03-05T06:07:08Z"))).isEqualTo("Tue 5 Mar 06:07 UTC");
  }
}
