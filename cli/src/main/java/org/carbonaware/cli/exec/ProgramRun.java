package org.carbonaware.cli.exec;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.carbonaware.CarbonAwareException;
import org.carbonaware.config.Config;
import org.carbonaware.control.CarbonController;
import org.carbonaware.control.CarbonControllerBuilder;
import org.carbonaware.control.ControllerState;
import org.carbonaware.control.PauseDepth;
import org.carbonaware.energy.MeterOptions;
import org.carbonaware.energy.ProcessCpuTime;
import org.carbonaware.ledger.Ledger;
import org.jspecify.annotations.Nullable;

/**
 * Runs a program under carbon control. The thread that calls {@link #call} stands for the program
 * at the controller's gate: while it is held there, the program is stopped, or has saved itself and
 * left. So the controller decides, meters and records as for a training in this process.
 */
public final class ProgramRun {
  private static final List<String> PASSED_ON = List.of("INT", "TERM", "HUP", "USR1", "USR2");
  private static final Duration FOREVER = Duration.ofDays(3650);
  private static final Duration SWEEP = Duration.ofSeconds(10);
  private static final long SECONDS_FOR_THE_GRID = 15;
  private static final int SUSPENDED = 75;

  private final ExecSettings settings;
  private final Notices notices;
  private final Processes processes = Processes.ofSystem();
  private final Terminal terminal = new Terminal();
  private final ProcessorTime processorTime = new ProcessorTime(new ProcessCpuTime());
  private final Course course;
  private final ScheduledExecutorService guard =
      Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "carbon-hold");
        thread.setDaemon(true);
        return thread;
      });

  private volatile @Nullable Program program;
  private volatile Signals.@Nullable Signal ending;
  private volatile boolean atTheGate;
  private boolean savedAndLeft;

  /**
   * A run that has not begun.
   *
   * @param settings how
   * @param notices who is told
   */
  public ProgramRun(ExecSettings settings, Notices notices) {
    this.settings = settings;
    this.notices = notices;
    this.course = new Course(notices);
  }

  /**
   * Runs the program and waits for its end; that may take days. Signals that this process is sent
   * meanwhile go to the program. Call it once.
   *
   * @return the program's exit code; 126 or 127 if it can't be run; 128 and the signal's number if
   *     this process was asked to end before the program began
   * @throws CarbonAwareException if the settings don't do: the ledger can't be written, or this
   *     system lacks what is needed
   * @throws org.carbonaware.control.InfeasibleDeadlineException if there is too little time
   * @throws InterruptedException if the calling thread is interrupted; the program is ended
   */
  public int call() throws InterruptedException {
    try {
      settings.command().require(System.getenv());
    } catch (Command.NotRunnableException e) {
      notices.tell(e.what());
      return e.exitCode();
    }
    Ledger ledger = Ledger.in(settings.ledger());
    String mark = "run-" + Long.toHexString(new SplittableRandom().nextLong());
    try (Warden warden = Warden.start(mark)) {
      int code = attended(warden, mark, ledger);
      notices.close(new Closing(
          ledger.summary(), code, course.wouldHavePaused(), settings.dryRun(), settings.ledger()));
      return code;
    } catch (IOException e) {
      throw new CarbonAwareException("can't start sh, which sends signals to the program: " + e, e);
    } finally {
      guard.shutdownNow();
    }
  }

  /** Whatever fails here must not leave the program behind, least of all stopped. */
  private int attendToTheEnd(CarbonController controller, Warden warden, String mark)
      throws InterruptedException {
    try {
      return attend(controller, warden, mark);
    } finally {
      Program left = program;
      if (left != null && left.isAlive()) {
        left.free();
        left.signal("TERM");
      }
    }
  }

  private int attended(Warden warden, String mark, Ledger ledger) throws InterruptedException {
    CarbonController controller = controller(ledger);
    Signals signals = Signals.take(PASSED_ON, signal -> passOn(signal, controller));
    try {
      int code = attendToTheEnd(controller, warden, mark);
      course.over();
      if (code != 0) {
        controller.warn("the program ended with exit code " + code);
      }
      return code;
    } finally {
      signals.close();
      controller.close();
    }
  }

  private CarbonController controller(Ledger ledger) {
    Config configuration = settings.configuration();
    MeterOptions metered =
        configuration.meterOptions().processorTime(processorTime).processes(this::pids);
    CarbonControllerBuilder builder = configuration
        .toProgramBuilder(ledger)
        .clock(settings.clock())
        .zone(settings.zone().key())
        .grid(settings.grid())
        .expectedWork(settings.work())
        .deadline(settings.deadline())
        .policy(settings.limitedPolicy())
        .depth(PauseDepth.HOLD)
        .resume(false)
        .stopOnSignals(false, Duration.ZERO)
        .meter(configuration.meter(metered, settings.clock()::nanoTime))
        .listener(course);
    if (!configuration.setting("training.model").isSet()) {
      builder.model(settings.command().label());
    }
    settings.project().ifPresent(builder::project);
    settings.checkpoint().ifPresent(saving -> {
      // Pauses stay with this process, so none is deep; but coming back from one takes time.
      builder.suspendLongerThan(FOREVER, saving.restartTime());
      Duration margin = configuration
          .margin()
          .orElseGet(
              () -> usualMargin(Duration.between(settings.clock().instant(), settings.deadline())));
      builder.margin(margin.plus(settings.scaled(saving.grace())));
    });
    if (settings.speed() != 1) {
      quicken(builder);
    }
    return builder.start();
  }

  /** Keeps the controller's pace, in a time that runs faster, to what a computer can do. */
  private void quicken(CarbonControllerBuilder builder) {
    builder
        .pace(
            settings.atLeast(Duration.ofSeconds(1), Duration.ofMillis(20)),
            settings.atLeast(Duration.ofMinutes(1), Duration.ofMillis(100)))
        .gridEvery(settings.atLeast(Duration.ofMinutes(5), Duration.ofMillis(200)))
        .energyEvery(settings.atLeast(Duration.ofMinutes(1), Duration.ofMillis(200)));
  }

  /** The program's processes now, as records of GPUs tell them from others. */
  private Set<Long> pids() {
    Program running = program;
    return running == null ? Set.of() : running.pids();
  }

  /** As the controller has it where none is set. */
  static Duration usualMargin(Duration toTheDeadline) {
    Duration percent = toTheDeadline.dividedBy(100);
    Duration least = Duration.ofMinutes(1);
    Duration most = Duration.ofMinutes(30);
    return percent.compareTo(least) < 0 ? least : percent.compareTo(most) > 0 ? most : percent;
  }

  private int attend(CarbonController controller, Warden warden, String mark)
      throws InterruptedException {
    course.introduce(controller.runId() + ": " + settings.command().label() + " in zone "
        + settings.zone() + ", done by " + Words.time(settings.deadline()) + "; policy "
        + settings.limitedPolicy().name());
    Instant begun = settings.clock().instant();
    course.awaitFirstDecision(
        SECONDS_FOR_THE_GRID, () -> controller.state() != ControllerState.RUNNING);
    controller.addWork(Duration.between(begun, settings.clock().instant())); // nothing was done
    waitFor(controller, "waits to start");
    while (ending == null) {
      Program running;
      try {
        running = Program.start(settings.command().words(), processes, warden, mark);
      } catch (IOException e) {
        notices.tell("can't start the program: " + e.getMessage());
        return Command.NOT_EXECUTABLE;
      }
      program = running;
      if (ending != null) { // it came while there was no program to tell
        running.signal("TERM");
      }
      processorTime.of(running);
      notices.tell("started (process " + running.pid() + "): " + course.reason());
      Optional<Integer> code = accompany(running, controller);
      if (code.isPresent()) {
        return ended(running, code.get());
      }
      program = null;
      waitFor(controller, "saved and left");
      settings.checkpoint().ifPresent(saving -> controller.addWork(saving.restartTime()));
    }
    Signals.Signal signal = ending;
    boolean goesOn = savedAndLeft && !signal.name().equals("INT");
    return goesOn ? SUSPENDED : signal.exitCode();
  }

  /** Stands at the gate without a program that runs. */
  private void waitFor(CarbonController controller, String doing) {
    if (controller.state() == ControllerState.RUNNING) {
      return;
    }
    notices.tell(doing + ": " + reasonAndEnd());
    controller.gate().safePoint(null);
  }

  private String reasonAndEnd() {
    Instant until = course.pauseExpectedUntil();
    return course.reason() + (until == null ? "" : "; until about " + Words.time(until));
  }

  /** Holds a running program when it is to be held; empty if it saved itself and left. */
  private Optional<Integer> accompany(Program running, CarbonController controller)
      throws InterruptedException {
    running.onExit(() -> {
      course.nudge();
      if (atTheGate) { // somebody killed a stopped program: nothing is left to hold
        controller.overrideFor(FOREVER);
      }
    });
    while (running.isAlive()) {
      if (controller.state() == ControllerState.PAUSING && ending == null) {
        if (asked(running, controller)) {
          break;
        }
        hold(running, controller);
      } else {
        course.awaitNudge();
      }
    }
    int code = running.exitCode();
    if (savedAndLeft && settings.checkpoint().filter(s -> s.exitCode() == code).isPresent()) {
      return Optional.empty();
    }
    savedAndLeft = false;
    return Optional.of(code);
  }

  /** Asks the program to save itself, if it can; whether it has left. */
  private boolean asked(Program running, CarbonController controller) throws InterruptedException {
    if (settings.checkpoint().isEmpty()) {
      return false;
    }
    CheckpointSignal saving = settings.checkpoint().get();
    notices.tell("asks the program to save and leave by " + saving.name() + ": " + course.reason());
    Instant begun = settings.clock().instant();
    running.signal(saving.name());
    savedAndLeft = running.endsWithin(saving.grace());
    controller.addWork(Duration.between(begun, settings.clock().instant())); // saving is no work
    if (!savedAndLeft) {
      controller.warn("the program did not leave within " + Words.length(saving.grace())
          + " after signal " + saving.name() + ", so it is stopped in memory");
    }
    return savedAndLeft;
  }

  private void hold(Program running, CarbonController controller) {
    if (!Terminal.canStop()) {
      controller.warn("programs can't be stopped on this system, so it runs on");
      controller.overrideFor(FOREVER);
      return;
    }
    List<Member> moving = running.hold();
    ScheduledFuture<?> still =
        guard.scheduleWithFixedDelay(running::holdStill, 1, 1, TimeUnit.SECONDS);
    atTheGate = true;
    try {
      if (!moving.isEmpty() && running.isAlive()) {
        controller.warn("can't be stopped and goes on: "
            + moving.stream()
                .map(member -> member.name() + " (process " + member.pid() + ")")
                .collect(Collectors.joining(", ")));
      }
      if (running.isAlive()) {
        int standing = running.standing();
        notices.tell("paused (" + standing + (standing == 1 ? " process" : " processes")
            + " stopped): " + reasonAndEnd());
        controller.gate().safePoint(null);
      }
    } finally {
      atTheGate = false;
      still.cancel(false);
      running.release();
    }
    if (running.isAlive() && ending == null) {
      notices.tell("goes on: "
          + (course.pauseExpectedUntil() == null
              ? course.reason()
              : "the work left must go on now to meet the deadline"));
    }
  }

  private int ended(Program running, int code) {
    running.free(); // what it left behind must not stay stopped
    if (ending != null) {
      running.sweep(SWEEP);
    }
    return code;
  }

  /** Hands a signal to the program; one that ends programs ends pauses too. */
  private void passOn(Signals.Signal signal, CarbonController controller) {
    Program running = program;
    boolean ends = !signal.name().startsWith("USR");
    if (ends) {
      ending = signal;
    }
    if (running != null) {
      if (signal.name().equals("INT")) {
        if (!terminal.signalsTheProgramToo()) {
          running.signalAll("INT");
        }
      } else {
        running.signal(signal.name());
      }
      if (ends) {
        running.free();
      }
    }
    if (ends) {
      controller.overrideFor(FOREVER);
      course.stopWaiting();
    }
  }
}
