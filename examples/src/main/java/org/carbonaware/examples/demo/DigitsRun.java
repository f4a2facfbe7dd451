package org.carbonaware.examples.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.carbonaware.examples.training.Architecture;
import org.carbonaware.examples.training.DemoTraining;
import org.carbonaware.examples.training.TrainedClassifier;
import org.carbonaware.examples.training.TrainingFramework;
import org.carbonaware.grid.trace.Gaps;

/** The demo from its first line to its last. */
final class DigitsRun {
  private final Terminal terminal;
  private final DemoFolder<DemoSettings> folder;
  private final boolean verify;

  DigitsRun(Terminal terminal, Path output, boolean verify) {
    this.terminal = terminal;
    this.folder = new DemoFolder<>(output, new SettingsJson());
    this.verify = verify;
  }

  /** Runs what is wished; returns the exit code. */
  int begin(DemoWishes wishes) throws IOException {
    TrainingFramework framework = wishes.framework().ready(terminal);
    folder.refuseForeign();
    DemoData data = DemoData.of(wishes.data(), wishes.seed());
    DemoTraining<TrainedClassifier> training =
        training(framework, data, wishes.model(), wishes.seed());
    DemoGrid grid =
        DemoGrid.of(wishes.trace(), wishes.zone(), wishes.basis(), Gaps.FAIL, wishes.seed());
    grid.requireKnown(wishes.start().orElseGet(grid::defaultStart));
    terminal.line("Carbon-aware training of a digits classifier");
    terminal.move("measuring how fast this computer trains ...");
    DemoSettings settings = DemoPlanner.settings(wishes, training, grid);
    settings.plan().requirePossible(grid);
    folder.begin(settings);
    return introduce(settings, data, training, grid).begin();
  }

  /**
   * Goes on with the run in the folder; returns the exit code.
   *
   * @param named the framework on the command line, if any: the run's own, to make sure of it
   */
  int goOn(Optional<FrameworkChoice> named) throws IOException {
    DemoSettings settings = folder.settings();
    String own = settings.framework().word();
    String remedy = "--framework " + own + " (Maven: -Dexample=" + own + ")";
    named.ifPresent(name -> folder.requireFramework(name, settings.framework(), remedy));
    TrainingFramework framework = settings.framework().ready(terminal);
    DemoData data = DemoData.of(settings.data(), settings.seed());
    DemoTraining<TrainedClassifier> training =
        training(framework, data, settings.model(), settings.seed());
    DemoGrid grid = DemoGrid.of(
        settings.trace(), settings.zone(), settings.basis(), Gaps.FAIL, settings.seed());
    terminal.line(
        "Carbon-aware training of a digits classifier, resumed: the grid's clock goes on");
    return introduce(settings, data, training, grid).goOn();
  }

  private static DemoTraining<TrainedClassifier> training(
      TrainingFramework framework, DemoData data, Architecture model, long seed) {
    return framework.training(model, data.images(), seed);
  }

  private DemoSession<TrainedClassifier> introduce(
      DemoSettings settings,
      DemoData data,
      DemoTraining<TrainedClassifier> training,
      DemoGrid grid) {
    terminal.move("");
    terminal.fact("data", data.describe());
    terminal.fact("model", training.describe());
    DemoSession<TrainedClassifier> session = new DemoSession<>(
        terminal,
        folder,
        settings.plan(),
        training,
        grid,
        (run, network, verification) -> {
          DemoSummary summary = new DemoSummary(
              run, settings, network.map(TrainedClassifier::accuracy), verification);
          return new DemoSession.Summary(SummaryText.of(summary), SummaryJson.of(summary));
        },
        verify);
    session.introduce();
    return session;
  }
}
