package org.carbonaware.examples.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.carbonaware.CarbonAwareException;
import org.carbonaware.control.TrainingClock;
import org.carbonaware.examples.training.DemoTraining;
import org.carbonaware.examples.training.TrainedNetwork;
import org.carbonaware.examples.training.TrainingFramework;
import org.carbonaware.ledger.Ledger;
import org.carbonaware.ledger.LedgerEntry;
import org.carbonaware.ledger.RunSummary;

/** The demo from its first line to its last. */
final class DigitsRun {
  private static final int STOPPED = 130;
  private static final int INDENT = 10;

  private final Terminal terminal;
  private final DemoFolder folder;
  private final boolean verify;

  DigitsRun(Terminal terminal, Path output, boolean verify) {
    this.terminal = terminal;
    this.folder = new DemoFolder(output);
    this.verify = verify;
  }

  /** Runs what is wished; returns the exit code. */
  int begin(DemoWishes wishes) throws IOException {
    TrainingFramework framework = ready(wishes.framework());
    folder.refuseForeign();
    DemoData data = DemoData.of(wishes.data(), wishes.seed());
    DemoTraining training = framework.training(wishes.model(), data.images(), wishes.seed());
    DemoGrid grid = DemoGrid.of(wishes.trace(), wishes.zone(), wishes.basis(), wishes.seed());
    grid.requireKnown(wishes.start().orElseGet(grid::defaultStart));
    terminal.line("Carbon-aware training of a digits classifier");
    terminal.move("measuring how fast this computer trains ...");
    DemoSettings settings = DemoPlanner.settings(wishes, training, grid);
    DemoPlanner.requirePossible(settings, grid);
    folder.begin(settings);
    introduce(settings, data, training, grid);
    return run(settings, training, grid, settings.start());
  }

  /**
   * Goes on with the run in the folder; returns the exit code.
   *
   * @param named the framework on the command line, if any: the run's own, to make sure of it
   */
  int goOn(Optional<FrameworkChoice> named) throws IOException {
    DemoSettings settings = folder.settings();
    named.ifPresent(name -> folder.requireFramework(name, settings));
    TrainingFramework framework = ready(settings.framework());
    DemoData data = DemoData.of(settings.data(), settings.seed());
    DemoTraining training = framework.training(settings.model(), data.images(), settings.seed());
    DemoGrid grid =
        DemoGrid.of(settings.trace(), settings.zone(), settings.basis(), settings.seed());
    List<LedgerEntry> earlier = earlier();
    Instant now =
        earlier.isEmpty() ? settings.start() : earlier.get(earlier.size() - 1).at();
    terminal.line(
        "Carbon-aware training of a digits classifier, resumed: the grid's clock goes on");
    introduce(settings, data, training, grid);
    return run(settings, training, grid, now);
  }

  private List<LedgerEntry> earlier() {
    List<Path> files = Ledger.files(folder.ledger());
    return files.isEmpty() ? List.of() : Ledger.read(files.get(files.size() - 1));
  }

  private TrainingFramework ready(FrameworkChoice choice) {
    terminal.move("loading " + choice.title() + " ...");
    TrainingFramework framework = choice.framework();
    Optional<String> problem = framework.prepare();
    terminal.move("");
    if (problem.isPresent()) {
      throw new DemoException(problem.get());
    }
    return framework;
  }

  private void introduce(
      DemoSettings settings, DemoData data, DemoTraining training, DemoGrid grid) {
    terminal.move("");
    fact("data", data.describe());
    fact("model", training.describe());
    fact(
        "work",
        SummaryText.epochs(settings.epochs()) + ", about " + GridTime.hours(settings.expectedWork())
            + " of grid time at the speed measured");
    fact("grid", grid.describe());
    grid.notes().forEach(note -> fact("", note));
    fact(
        "time",
        GridTime.full(settings.start()) + ", deadline "
            + GridTime.full(settings.start().plus(settings.deadline())));
    fact("", "1 s here counts as " + SummaryText.number(settings.hoursPerSecond()) + " h");
    terminal.line("");
  }

  private void fact(String label, String text) {
    terminal.line(INDENT, "", String.format("  %-8s%s", label, text));
  }

  private int run(DemoSettings settings, DemoTraining training, DemoGrid grid, Instant from) {
    TrainingClock clock = TrainingClock.scaled(from, settings.speed());
    ProgressView view = new ProgressView(terminal);
    try (StopRequest stop = StopRequest.install(() -> concludeStopped(settings))) {
      ControlledRun run = new ControlledRun(settings, training, grid, clock, folder, view, stop);
      Optional<TrainedNetwork> trained = run.toTheEnd(terminal.moves());
      terminal.move("");
      if (trained.isEmpty()) {
        return concludeStopped(settings);
      }
      try (TrainedNetwork network = trained.get()) {
        return conclude(settings, training, network);
      }
    }
  }

  private int concludeStopped(DemoSettings settings) {
    terminal.move("");
    try {
      show(new DemoSummary(RunSummary.of(earlier()), settings, Optional.empty(), Optional.empty()));
    } catch (CarbonAwareException e) {
      terminal.line("The summary is missing or incomplete: " + e.getMessage());
    }
    terminal.line(
        folder.holdsCheckpoint()
            ? "Stopped; the checkpoint is kept: --resume goes on from it."
            : "Stopped; nothing could be saved: --resume starts over.");
    return STOPPED;
  }

  private int conclude(DemoSettings settings, DemoTraining training, TrainedNetwork network) {
    double accuracy = network.accuracy();
    Optional<Verification> verification =
        verify ? Optional.of(verify(settings, training, network)) : Optional.empty();
    DemoSummary summary =
        new DemoSummary(RunSummary.of(earlier()), settings, Optional.of(accuracy), verification);
    show(summary);
    if (!summary.differences().isEmpty()) {
      throw new DemoException("the interrupted and the uninterrupted training differ in "
          + String.join(", ", summary.differences()));
    }
    return 0;
  }

  /** Shows first: a full disk must not cost the bill of a whole run. */
  private void show(DemoSummary summary) {
    List<String> lines = SummaryText.of(summary);
    terminal.line("");
    lines.forEach(terminal::line);
    terminal.line("");
    folder.writeSummary(String.join("\n", lines) + "\n", SummaryJson.of(summary));
    terminal.line("Ledger, checkpoints and summary are in " + folder.root());
  }

  private Verification verify(
      DemoSettings settings, DemoTraining training, TrainedNetwork controlled) {
    terminal.line("");
    terminal.line("Training once more without interruption, to compare ...");
    try (TrainedNetwork straight = training.trainStraight(settings.epochs())) {
      return Verification.of(controlled.fingerprint(), straight.fingerprint());
    }
  }
}
