package org.carbonaware.examples.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.carbonaware.CarbonAwareException;
import org.carbonaware.control.TrainingClock;
import org.carbonaware.examples.cuda.CudaCheck;
import org.carbonaware.examples.cuda.NvidiaSmi;
import org.carbonaware.examples.dl4j.Nd4jThreads;
import org.carbonaware.ledger.Ledger;
import org.carbonaware.ledger.LedgerEntry;
import org.carbonaware.ledger.RunSummary;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

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

  /** Runs what is wished, or goes on with the run in the folder; returns the exit code. */
  int execute(Optional<DemoWishes> wishes) throws IOException {
    if (CudaCheck.cudaBackendPresent()) {
      CudaCheck.problem(new NvidiaSmi()).ifPresent(problem -> {
        throw new DemoException(problem);
      });
    }
    Nd4jThreads.useOne();
    return wishes.isPresent() ? begin(wishes.get()) : goOn();
  }

  private int begin(DemoWishes wishes) throws IOException {
    folder.refuseForeign();
    DigitsTraining training = DigitsTraining.of(wishes.model(), wishes.data(), wishes.seed());
    DemoGrid grid = DemoGrid.of(wishes.trace(), wishes.zone(), wishes.basis(), wishes.seed());
    grid.requireKnown(wishes.start().orElseGet(grid::defaultStart));
    terminal.line("Carbon-aware training of a digits classifier");
    terminal.move("measuring how fast this computer trains ...");
    DemoSettings settings = DemoPlanner.settings(wishes, training, grid);
    DemoPlanner.requirePossible(settings, grid);
    folder.begin(settings);
    introduce(settings, training, grid);
    return run(settings, training, grid, settings.start());
  }

  private int goOn() throws IOException {
    DemoSettings settings = folder.settings();
    DigitsTraining training = DigitsTraining.of(settings.model(), settings.data(), settings.seed());
    DemoGrid grid =
        DemoGrid.of(settings.trace(), settings.zone(), settings.basis(), settings.seed());
    List<LedgerEntry> earlier = earlier();
    Instant now =
        earlier.isEmpty() ? settings.start() : earlier.get(earlier.size() - 1).at();
    terminal.line(
        "Carbon-aware training of a digits classifier, resumed: the grid's clock goes on");
    introduce(settings, training, grid);
    return run(settings, training, grid, now);
  }

  private List<LedgerEntry> earlier() {
    List<Path> files = Ledger.files(folder.ledger());
    return files.isEmpty() ? List.of() : Ledger.read(files.get(files.size() - 1));
  }

  private void introduce(DemoSettings settings, DigitsTraining training, DemoGrid grid) {
    terminal.move("");
    fact("data", training.describeData());
    fact("model", training.describeModel());
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

  private int run(DemoSettings settings, DigitsTraining training, DemoGrid grid, Instant from) {
    TrainingClock clock = TrainingClock.scaled(from, settings.speed());
    ProgressView view = new ProgressView(terminal);
    try (StopRequest stop = StopRequest.install(() -> concludeStopped(settings))) {
      ControlledRun run = new ControlledRun(settings, training, grid, clock, folder, view, stop);
      Optional<MultiLayerNetwork> trained = run.toTheEnd(terminal.moves());
      terminal.move("");
      return trained.isPresent()
          ? conclude(settings, training, trained.get())
          : concludeStopped(settings);
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

  private int conclude(DemoSettings settings, DigitsTraining training, MultiLayerNetwork trained) {
    double accuracy = training.accuracy(trained);
    Optional<Verification> verification =
        verify ? Optional.of(verify(settings, training, trained)) : Optional.empty();
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
      DemoSettings settings, DigitsTraining training, MultiLayerNetwork controlled) {
    terminal.line("");
    terminal.line("Training once more without control, to compare ...");
    MultiLayerNetwork straight = training.freshModel(settings.epochs());
    straight.fit(training.batches(), settings.epochs());
    return Verification.of(controlled, straight);
  }
}
