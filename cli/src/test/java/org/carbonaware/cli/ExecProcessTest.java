package org.carbonaware.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.carbonaware.cli.exec.Eventually;
import org.carbonaware.cli.exec.Scripts;
import org.carbonaware.ledger.Ledger;
import org.carbonaware.ledger.RunAccount;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code carbon-trainer exec} as a process of its own, and what becomes of its program. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "looks into /proc")
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ExecProcessTest {
  private static final List<String> FAMILY = List.of("first", "child", "grandchild", "orphan");
  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

  @TempDir
  Path folder;

  private final List<Process> started = new ArrayList<>();

  /** Clean for a day, then 3 dirty and 3 clean hours in turn, then dirty for good. */
  @BeforeEach
  void writeTrace() throws Exception {
    List<String> lines = new ArrayList<>(List.of("timestamp,gco2_per_kwh"));
    for (int hour = 0; hour < 24 * 20; hour++) {
      boolean dirty = hour >= 24 * 10 || (hour >= 24 && hour / 3 % 2 == 0);
      lines.add(START.plus(Duration.ofHours(hour)) + (dirty ? ",600" : ",100"));
    }
    Files.write(folder.resolve("t.csv"), lines);
  }

  @AfterEach
  void endWhatIsLeft() throws IOException {
    started.forEach(Process::destroyForcibly);
    for (String name : FAMILY) {
      ProcessHandle.of(pidOr(name, Long.MAX_VALUE)).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  private long pidOr(String name, long otherwise) throws IOException {
    Path file = folder.resolve(name + ".pid");
    return Files.exists(file) ? Long.parseLong(Files.readString(file).strip()) : otherwise;
  }

  private List<String> family() throws Exception {
    List<String> python = Scripts.python(folder, "family.py");
    return List.of(python.get(0), python.get(1), folder.toString());
  }

  /** The command line: an hour is a second. */
  private List<String> exec(String at, List<String> program, String... more) {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-cp",
        System.getProperty("java.class.path"),
        Main.class.getName(),
        "exec",
        "--trace=" + folder.resolve("t.csv"),
        "--ledger=" + folder.resolve("ledger"),
        "--zone=DE",
        "--threshold=300",
        "--speed=3600",
        "--work=100h",
        "--slack=2000h",
        "--at=" + at));
    command.addAll(List.of(more));
    command.add("--");
    command.addAll(program);
    return command;
  }

  private Process start(List<String> command) throws IOException {
    Files.writeString(folder.resolve("stdin"), "a line of input\n");
    Process process = new ProcessBuilder(command)
        .redirectInput(folder.resolve("stdin").toFile())
        .redirectOutput(folder.resolve("stdout").toFile())
        .redirectError(folder.resolve("stderr").toFile())
        .start();
    started.add(process);
    return process;
  }

  /** Whoever runs the tests may ignore Ctrl-C, and what it starts then does so too. */
  private static List<String> interruptible(List<String> command) {
    List<String> whole = new ArrayList<>(List.of(
        "python3",
        "-c",
        "import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL);"
            + " os.execvp(sys.argv[1], sys.argv[1:])"));
    whole.addAll(command);
    return whole;
  }

  private String text(String file) throws IOException {
    Path path = folder.resolve(file);
    return Files.exists(path) ? Files.readString(path, StandardCharsets.UTF_8) : "";
  }

  private void awaitStderr(String part) throws Exception {
    Eventually.until("stderr has " + part, () -> text("stderr").contains(part), () -> {
      try {
        return text("stderr");
      } catch (IOException e) {
        return e;
      }
    });
  }

  private static boolean isThere(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      return !stat.substring(stat.lastIndexOf(')')).startsWith(") Z");
    } catch (IOException e) {
      return false;
    }
  }

  private void awaitNothingLeft() throws Exception {
    for (String name : FAMILY) {
      long pid = pidOr(name, -1);
      assertThat(pid).as(name).isPositive();
      Eventually.until(name + " is gone", () -> !isThere(pid), () -> "it is there");
    }
    Eventually.until(
        "no warden is left",
        () -> ProcessHandle.allProcesses()
            .flatMap(handle -> handle.info().commandLine().stream())
            .noneMatch(line -> line.contains(folder.toString())),
        () -> "one is left");
  }

  private static void signal(String name, Process process) throws Exception {
    assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
            .start()
            .waitFor())
        .isZero();
  }

  private void awaitFamily() throws Exception {
    for (String name : FAMILY) {
      Eventually.until(
          name + " has started", () -> Files.exists(folder.resolve(name + ".pid")), () -> "no");
    }
  }

  @Test
  void followsTheTraceWithItsProgramsInputOutputAndExitCodeIntact() throws Exception {
    List<String> program = new ArrayList<>(Scripts.python(folder, "gaps.py"));
    program.addAll(List.of("--zone=FR", "@file", "--", "two words", ""));
    Process process = start(exec("2024-01-01T23:00Z", program));
    assertThat(process.waitFor()).isEqualTo(5);
    assertThat(text("stdout")).isEqualTo("""
            read: a line of input
            arguments: ['--zone=FR', '@file', '--', 'two words', '']
            stopped 1
            stopped 2
            """);
    assertThat(text("stderr").lines())
        .contains("to stderr")
        .anyMatch(line -> line.startsWith("carbon-trainer: run-2024010"))
        .anyMatch(
            line -> line.startsWith(
                "carbon-trainer: paused (1 process stopped): 600 g/kWh is above 300 g/kWh; until about"))
        .anyMatch(line -> line.startsWith("carbon-trainer: exit code 5; "));

    Path ledger = folder.resolve("ledger");
    RunAccount account = RunAccount.read(Ledger.files(ledger).get(0));
    assertThat(account.summary().pauseCount()).isGreaterThanOrEqualTo(2);
    assertThat(account.summary().standing().time()).isGreaterThan(Duration.ofHours(3));
    double dirtyShare = account.summary().standing().grams()
        / (account.summary().standing().joules() / 3.6e6)
        / 600;
    assertThat(dirtyShare).as("share of the pauses that was in dirty hours").isGreaterThan(0.5);

    CommandRun report = CommandRun.of("report", ledger.toString());
    assertThat(report.exitCode()).isZero();
    assertThat(report.stdout()).contains("python3 gaps.py");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2024-01-01T00:00Z", "2024-01-01T23:30Z"})
  void killedItLeavesNothingBehindWhetherTheProgramRunsOrStands(String at) throws Exception {
    Process process = start(exec(at, family()));
    awaitFamily();
    if (at.contains("23:30")) {
      awaitStderr("paused (4 processes stopped)");
    }
    process.destroyForcibly();
    assertThat(process.waitFor()).isEqualTo(128 + 9);
    awaitNothingLeft();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2024-01-01T00:00Z", "2024-01-01T23:30Z"})
  void anInterruptGoesToTheProgramOnceAndNothingIsLeft(String at) throws Exception {
    Process process = start(interruptible(exec(at, family())));
    awaitFamily();
    Eventually.until("it counts", () -> !text("ticks").isEmpty(), () -> "it does not");
    if (at.contains("23:30")) {
      awaitStderr("paused (4 processes stopped)");
    }
    signal("INT", process);
    assertThat(process.waitFor()).isEqualTo(9); // the program's own answer
    assertThat(text("interrupts")).isEqualTo("interrupted\n");
    awaitNothingLeft();
  }

  @Test
  void ctrlCInATerminalReachesTheProgramOnceAndNothingIsLeft() throws Exception {
    List<String> command = new ArrayList<>(Scripts.python(folder, "terminal.py"));
    command.add(String.join(
        ",",
        Stream.of("ticks", "child.pid", "grandchild.pid", "orphan.pid")
            .map(name -> folder.resolve(name).toString())
            .toList()));
    command.addAll(exec("2024-01-01T00:00Z", family()));
    Process process = start(interruptible(command));
    assertThat(process.waitFor()).as("it showed %s", text("stdout")).isEqualTo(9);
    assertThat(text("interrupts")).isEqualTo("interrupted\n");
    assertThat(text("stdout")).contains("carbon-trainer: exit code 9; ");
    awaitNothingLeft();
  }

  @Test
  void askedToEndItEndsTheProgramAndWhatThatLeavesBehind() throws Exception {
    Process process = start(exec("2024-01-01T23:30Z", family()));
    awaitFamily();
    awaitStderr("paused (4 processes stopped)");
    signal("TERM", process);
    assertThat(process.waitFor()).isEqualTo(128 + 15);
    awaitNothingLeft();
  }

  @Test
  void askedToEndWhileItWaitsItNeverStartsTheProgram() throws Exception {
    Process process = start(exec("2024-01-15T00:00Z", family()));
    awaitStderr("waits to start");
    signal("TERM", process);
    assertThat(process.waitFor()).isEqualTo(128 + 15);
    assertThat(folder.resolve("first.pid")).doesNotExist();
  }

  @Test
  void aProgramWithinAProgramHasTheMarksOfBoth() throws Exception {
    List<String> command =
        exec("2024-01-01T00:00Z", List.of("sh", "-c", "echo $CARBON_TRAINER_EXEC"));
    command.addAll(0, List.of("env", "CARBON_TRAINER_EXEC=run-outer"));
    assertThat(start(command).waitFor()).isZero();
    assertThat(text("stdout")).matches("run-outer:run-[0-9a-f]+\\n");
  }

  @Test
  void saysItsFiguresAsOneJsonDocumentWithTheProgramsOutputUntouched() throws Exception {
    Process process = start(exec(
        "2024-01-01T00:00Z", List.of("sh", "-c", "echo data; kill -9 $$"), "--json", "--quiet"));
    assertThat(process.waitFor()).isEqualTo(128 + 9);
    assertThat(text("stdout")).isEqualTo("data\n");
    List<String> lines = text("stderr").lines().toList();
    assertThat(lines).noneMatch(line -> line.startsWith("carbon-trainer"));
    JsonNode document = new ObjectMapper().readTree(lines.get(lines.size() - 1));
    assertThat(document.fieldNames().next()).isEqualTo("schema");
    assertThat(document.path("schema").asText()).isEqualTo("carbon-aware/exec/v1");
    assertThat(document.path("exitCode").asInt()).isEqualTo(128 + 9);
    assertThat(document.path("energyJoules").asDouble()).isPositive();
  }
}
