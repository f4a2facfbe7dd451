package org.carbonaware.cli.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.carbonaware.config.Config;
import org.carbonaware.config.ConfigLoader;
import org.carbonaware.control.TrainingClock;
import org.carbonaware.grid.Zone;
import org.carbonaware.plan.Policies;
import org.jspecify.annotations.Nullable;

/** A program that runs under control in this process, in a time in which an hour is a second. */
final class RunningProgram implements Notices {
  static final double SPEED = 3600;
  static final Duration WORK = Duration.ofHours(100);
  static final Duration SLACK = Duration.ofHours(1000);
  private static final Instant NOW = Instant.parse("2024-01-08T00:00:00Z");

  final SwitchedGrid grid;
  final Path folder;
  final TrainingClock clock;
  private final Thread thread;
  private final List<String> notices = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();
  private volatile @Nullable Closing closing;

  private RunningProgram(
      SwitchedGrid grid, Path folder, List<String> command, UnaryOperator<ExecSettings> change) {
    this.grid = grid;
    this.folder = folder;
    TrainingClock clock = TrainingClock.scaled(NOW, SPEED);
    ExecSettings settings = change.apply(new ExecSettings(
        new Command(command),
        Zone.of("DE"),
        grid,
        clock,
        SPEED,
        WORK,
        NOW.plus(WORK).plus(SLACK),
        Policies.threshold(300, 300),
        Optional.empty(),
        false,
        Optional.empty(),
        nothingSet(folder),
        folder.resolve("ledger"),
        Optional.of("tests")));
    this.clock = clock;
    thread = new Thread(() -> call(settings), "program-run");
    thread.setDaemon(true);
    thread.start();
  }

  /** Without the configuration of whoever runs the tests. */
  static Config nothingSet(Path folder) {
    return layers(folder).load();
  }

  static ConfigLoader layers(Path folder) {
    return Config.loader()
        .environment(Map.of())
        .home(folder)
        .systemFile(folder.resolve("none.yaml"))
        .workingDirectory(folder);
  }

  static RunningProgram start(SwitchedGrid grid, Path folder, List<String> command) {
    return new RunningProgram(grid, folder, command, settings -> settings);
  }

  static RunningProgram start(
      SwitchedGrid grid, Path folder, List<String> command, UnaryOperator<ExecSettings> change) {
    return new RunningProgram(grid, folder, command, change);
  }

  private void call(ExecSettings settings) {
    try {
      exitCode.complete(new ProgramRun(settings, this).call());
    } catch (Throwable e) {
      exitCode.completeExceptionally(e);
    }
  }

  @Override
  public void tell(String text) {
    notices.add(text);
  }

  @Override
  public void close(Closing figures) {
    closing = figures;
  }

  List<String> notices() {
    return notices;
  }

  /** Waits until something was told so many times. */
  void awaitNotice(String beginning, int times) throws Exception {
    Eventually.until(
        times + " notices of '" + beginning + "'",
        () -> notices.stream().filter(text -> text.startsWith(beginning)).count() >= times,
        () -> notices);
  }

  int exitCode() throws Exception {
    return exitCode.get(60, TimeUnit.SECONDS);
  }

  Closing closing() throws Exception {
    exitCode();
    Closing figures = closing;
    assertThat(figures).isNotNull();
    return figures;
  }

  /** Interrupts the thread that attends to the program. */
  void interrupt() {
    thread.interrupt();
  }

  void tellToEnd() throws Exception {
    Files.createFile(folder.resolve("end"));
  }

  long ticks() throws Exception {
    Eventually.until(
        "it counts", () -> Files.exists(folder.resolve("ticks")), () -> "it does not yet");
    return Long.parseLong(text("ticks"));
  }

  String text(String file) throws Exception {
    return Files.readString(folder.resolve(file));
  }

  /** The number of a process of the program, once it has told it. */
  static long pid(Path folder, String name) throws Exception {
    Path file = folder.resolve(name + ".pid");
    Eventually.until(name + " has started", () -> Files.exists(file), () -> "it has not");
    return Long.parseLong(Files.readString(file).strip());
  }

  /** The state of a process as Linux tells it, {@code -} if there is none. */
  static char state(long pid) {
    Path stat = Path.of("/proc", Long.toString(pid), "stat");
    try {
      return LinuxProcesses.parse(Files.readString(stat)).map(Member::state).orElse('-');
    } catch (java.io.IOException e) {
      return '-';
    }
  }
}
