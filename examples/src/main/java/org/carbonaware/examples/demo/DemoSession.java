package org.carbonaware.examples.demo;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.carbonaware.CarbonAwareException;
import org.carbonaware.control.ControllerState;
import org.carbonaware.control.TrainingClock;
import org.carbonaware.examples.training.DemoTraining;
import org.carbonaware.examples.training.TrainedNetwork;
import org.carbonaware.ledger.Ledger;
import org.carbonaware.ledger.LedgerEntry;
import org.carbonaware.ledger.RunAccount;
import org.carbonaware.ledger.RunSummary;
import org.carbonaware.report.html.HtmlReport;

/**
 * What every example does with its training: runs it under control, over all pauses and until it is
 * done or somebody stops it, compares it bit by bit if asked to, and leaves the summary.
 *
 * @param <N> what comes out of the training
 */
public final class DemoSession<N extends TrainedNetwork> {
  /**
   * What an example tells at its end.
   *
   * @param lines for people
   * @param json for programs
   */
  public record Summary(List<String> lines, String json) {
    /** Copies the lines. */
    public Summary {
      lines = List.copyOf(lines);
    }
  }

  /**
   * Sums up.
   *
   * @param <N> what comes out of the training
   */
  public interface Ending<N> {
    /**
     * Sums up a run, the network of which is open.
     *
     * @param run the figures from the ledger
     * @param network what was trained; empty if the training was stopped before its end
     * @param verification the comparison with a training without control, if asked for
     * @return what to show and to keep
     */
    Summary sumUp(RunSummary run, Optional<N> network, Optional<Verification> verification);
  }

  private static final int STOPPED = 130;

  private final Terminal terminal;
  private final DemoFolder<?> folder;
  private final RunPlan plan;
  private final DemoTraining<N> training;
  private final DemoGrid grid;
  private final Ending<N> ending;
  private final boolean verify;

  /**
   * Creates a session.
   *
   * @param terminal where the run is shown
   * @param folder what it leaves
   * @param plan when and how much
   * @param training what
   * @param grid where
   * @param ending sums it up
   * @param verify whether to train once more without control and to compare
   */
  public DemoSession(
      Terminal terminal,
      DemoFolder<?> folder,
      RunPlan plan,
      DemoTraining<N> training,
      DemoGrid grid,
      Ending<N> ending,
      boolean verify) {
    this.terminal = terminal;
    this.folder = folder;
    this.plan = plan;
    this.training = training;
    this.grid = grid;
    this.ending = ending;
    this.verify = verify;
  }

  /** Shows the work, the grid and the time. */
  public void introduce() {
    terminal.fact(
        "work",
        SummaryText.epochs(plan.epochs()) + ", about " + GridTime.hours(plan.expectedWork())
            + " of grid time at the speed measured");
    terminal.fact("grid", grid.describe());
    grid.notes().forEach(note -> terminal.fact("", note));
    terminal.fact(
        "time", GridTime.full(plan.start()) + ", deadline " + GridTime.full(plan.endsAt()));
    terminal.fact("", "1 s here counts as " + SummaryText.number(plan.hoursPerSecond()) + " h");
    terminal.line("");
  }

  /**
   * Runs from the start; blocks until the training is done or stopped.
   *
   * @return the exit code
   */
  public int begin() {
    return run(plan.start(), Optional.empty());
  }

  /**
   * Goes on where the ledger ends; a run that was away for a dirty grid stays away until the grid
   * is clean, as it would have. Blocks until the training is done or stopped.
   *
   * @return the exit code
   */
  public int goOn() {
    Optional<Path> ledger = newestLedger();
    List<LedgerEntry> earlier = ledger.map(Ledger::read).orElse(List.of());
    if (earlier.isEmpty()) {
      return begin();
    }
    return run(earlier.get(earlier.size() - 1).at(), awayUntil(RunAccount.of(earlier)));
  }

  /**
   * When a run that left for a dirty grid was to be started again. To start it earlier would load
   * it, train a few batches, see the same dirty grid, and save and leave once more.
   *
   * @param account of a run that ended somehow
   */
  static Optional<Instant> awayUntil(RunAccount account) {
    List<RunAccount.DecisionMoment> decisions = account.decisions();
    if (decisions.isEmpty()
        || !account.summary().state().equals(ControllerState.SUSPENDED.name())) {
      return Optional.empty();
    }
    RunAccount.DecisionMoment last = decisions.get(decisions.size() - 1);
    boolean paused = last.action().equals("PAUSE");
    return paused && last.until().isAfter(account.summary().endedAt())
        ? Optional.of(last.until())
        : Optional.empty();
  }

  private int run(Instant from, Optional<Instant> awayUntil) {
    TrainingClock clock = TrainingClock.scaled(from, plan.speed());
    ProgressView view = new ProgressView(terminal);
    try (StopRequest stop = StopRequest.install(this::concludeStopped)) {
      ControlledRun<N> run = new ControlledRun<>(plan, training, grid, clock, folder, view, stop);
      Optional<N> trained = run.toTheEnd(awayUntil, terminal.moves());
      terminal.move("");
      if (trained.isEmpty()) {
        return concludeStopped();
      }
      try (N network = trained.get()) {
        return conclude(network);
      }
    }
  }

  private Optional<Path> newestLedger() {
    List<Path> files = Ledger.files(folder.ledger());
    return files.isEmpty() ? Optional.empty() : Optional.of(files.get(files.size() - 1));
  }

  private RunAccount account() {
    return RunAccount.read(newestLedger()
        .orElseThrow(() -> new DemoException("no ledger was written to " + folder.ledger())));
  }

  private int concludeStopped() {
    terminal.move("");
    try {
      RunAccount account = account();
      show(ending.sumUp(account.summary(), Optional.empty(), Optional.empty()), account);
    } catch (CarbonAwareException e) {
      terminal.line("The summary is missing or incomplete: " + e.getMessage());
    }
    terminal.line(
        folder.holdsCheckpoint()
            ? "Stopped; the checkpoint is kept: --resume goes on from it."
            : "Stopped; nothing could be saved: --resume starts over.");
    return STOPPED;
  }

  private int conclude(N network) {
    Optional<Verification> verification = verify ? Optional.of(verify(network)) : Optional.empty();
    RunAccount account = account();
    show(ending.sumUp(account.summary(), Optional.of(network), verification), account);
    List<String> differences = verification.map(Verification::differences).orElse(List.of());
    if (!differences.isEmpty()) {
      throw new DemoException("the interrupted and the uninterrupted training differ in "
          + String.join(", ", differences));
    }
    return 0;
  }

  /** Shows first: a full disk must not cost the bill of a whole run. */
  private void show(Summary summary, RunAccount account) {
    terminal.line("");
    summary.lines().forEach(terminal::line);
    terminal.line("");
    folder.writeSummary(String.join("\n", summary.lines()) + "\n", summary.json());
    folder.writeReport(HtmlReport.of(account));
    terminal.line("Ledger, checkpoints and summary are in " + folder.root());
    terminal.line("The report in pictures, for a browser: " + folder.report());
  }

  private Verification verify(N controlled) {
    terminal.line("");
    terminal.line("Training once more without interruption, to compare ...");
    try (N straight = training.trainStraight(plan.epochs())) {
      return Verification.of(controlled.fingerprint(), straight.fingerprint());
    }
  }
}
