package org.carbonaware.examples.forecast;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.carbonaware.examples.demo.DemoException;
import org.carbonaware.examples.demo.DemoFolder;
import org.carbonaware.examples.demo.DemoSession;
import org.carbonaware.examples.demo.FrameworkChoice;
import org.carbonaware.examples.demo.PolicyChoice;
import org.carbonaware.examples.demo.RunPlan;
import org.carbonaware.examples.demo.Terminal;
import org.carbonaware.examples.forecast.djl.DjlForecastTraining;
import org.carbonaware.examples.forecast.dl4j.Dl4jForecastTraining;
import org.carbonaware.examples.forecast.task.ForecastTask;
import org.carbonaware.examples.forecast.task.ForecastTraining;
import org.carbonaware.examples.forecast.task.TrainedForecaster;

/** The example from its first line to its last. */
final class ForecastRun {
  private static final String TITLE = "Carbon-aware training of a forecaster of its own grid";
  private static final double WANTED_HOURS = 7;

  /** More would let the half second that a pause really takes cost more than it saves. */
  private static final double MOST_HOURS_PER_SECOND = 2;

  private final Terminal terminal;
  private final DemoFolder<ForecastSettings> folder;
  private final boolean verify;

  ForecastRun(Terminal terminal, Path output, boolean verify) {
    this.terminal = terminal;
    this.folder = new DemoFolder<>(output, new ForecastSettings.File());
    this.verify = verify;
  }

  /** Runs what is wished; returns the exit code. */
  int begin(ForecastWishes wishes) throws IOException {
    folder.refuseForeign();
    KnownGrid known =
        KnownGrid.of(wishes.trace(), wishes.zone(), wishes.basis(), wishes.gaps(), wishes.seed());
    wishes.framework().ready(terminal);
    ForecastTask task = ForecastTask.of(known.split());
    ForecastTraining training = training(wishes.framework(), task, wishes.seed());
    terminal.line(TITLE);
    terminal.move("measuring how fast this computer trains ...");
    RunPlan plan = plan(wishes, training, known);
    plan.requirePossible(known.grid());
    ForecastSettings settings = new ForecastSettings(
        wishes.framework(),
        wishes.trace(),
        wishes.zone(),
        wishes.basis(),
        wishes.gaps(),
        wishes.seed(),
        plan,
        known.digest());
    folder.begin(settings);
    return introduce(settings, known, task, training).begin();
  }

  /**
   * Goes on with the run in the folder; returns the exit code.
   *
   * @param named the framework on the command line, if any: the run's own, to make sure of it
   */
  int goOn(Optional<FrameworkChoice> named) throws IOException {
    ForecastSettings settings = folder.settings();
    FrameworkChoice framework = settings.framework();
    named.ifPresent(
        name -> folder.requireFramework(name, framework, "--framework " + framework.word()));
    KnownGrid known = KnownGrid.of(
        settings.trace(), settings.zone(), settings.basis(), settings.gaps(), settings.seed());
    if (!known.digest().equals(settings.gridDigest())) {
      throw new DemoException("--resume: " + known.grid().describe()
          + " no longer holds the hours that the run began to learn from: put them back, or start"
          + " anew without --resume");
    }
    framework.ready(terminal);
    ForecastTask task = ForecastTask.of(known.split());
    ForecastTraining training = training(framework, task, settings.seed());
    terminal.line(TITLE + ", resumed: the grid's clock goes on");
    return introduce(settings, known, task, training).goOn();
  }

  private static RunPlan plan(ForecastWishes wishes, ForecastTraining training, KnownGrid known) {
    int epochs = wishes.epochs().orElse(training.usualEpochs());
    double secondsPerEpoch = RunPlan.secondsPerEpoch(training);
    return RunPlan.of(
        secondsPerEpoch,
        known.split().startsAt(),
        PolicyChoice.PLAN,
        hoursPerSecond(epochs * secondsPerEpoch),
        Optional.of(epochs),
        Optional.empty());
  }

  /** So many hours of the grid a second that a fast computer too meets a dirty one. */
  static double hoursPerSecond(double workSeconds) {
    double wanted = WANTED_HOURS / workSeconds;
    return Math.rint(10 * Math.max(1, Math.min(MOST_HOURS_PER_SECOND, wanted))) / 10;
  }

  private static ForecastTraining training(
      FrameworkChoice framework, ForecastTask task, long seed) {
    return switch (framework) {
      case DL4J -> new Dl4jForecastTraining(task, seed);
      case DJL -> new DjlForecastTraining(task, seed);
    };
  }

  private DemoSession<TrainedForecaster> introduce(
      ForecastSettings settings, KnownGrid known, ForecastTask task, ForecastTraining training) {
    terminal.move("");
    terminal.fact("data", ForecastSummary.describe(known.split(), task));
    terminal.fact("model", training.describe());
    DemoSession<TrainedForecaster> session = new DemoSession<>(
        terminal,
        folder,
        settings.plan(),
        training,
        known.grid(),
        (run, network, verification) -> {
          ForecastSummary summary =
              new ForecastSummary(run, settings, known, network.map(task::judge), verification);
          return new DemoSession.Summary(summary.lines(), summary.json());
        },
        verify);
    session.introduce();
    return session;
  }
}
