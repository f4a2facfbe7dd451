package org.carbonaware.report.html;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.carbonaware.control.HostFacts;
import org.carbonaware.control.TrainingFacts;
import org.carbonaware.ledger.RunAccount;
import org.carbonaware.ledger.RunSummary;
import org.carbonaware.report.chart.Markup;

/** Which run the page is about. */
record Identity(RunAccount run, Timeline time) implements Section {
  @Override
  public void writeTo(Markup page) {
    RunSummary summary = run.summary();
    page.open("header");
    page.element("p", "Carbon report of a training run", "class", "kicker");
    page.open("h1");
    Words.user(page, title(run));
    page.close("h1").open("dl", "class", "identity");
    fact(page, "Run", summary.runId());
    fact(page, "State", Headline.state(summary));
    fact(page, "Started (UTC)", time.moment(summary.startedAt()));
    fact(page, "Ended (UTC)", time.moment(summary.endedAt()));
    fact(page, "Time", times(summary));
    fact(page, "Grid", summary.zone() + ", " + summary.basis());
    fact(page, "Policy", summary.policy());
    facts(page, run.training());
    page.close("dl").close("header");
  }

  /** What the page is called. */
  static String title(RunAccount run) {
    Optional<String> model = run.training().model();
    if (run.project().isPresent()) {
      return run.project().get() + model.map(name -> ": " + name).orElse("");
    }
    return model.orElse(run.summary().runId());
  }

  private void facts(Markup page, TrainingFacts training) {
    RunSummary summary = run.summary();
    fact(
        page,
        "Work",
        Figures.count(summary.epochs(), "epoch", "epochs") + ", "
            + Figures.count(summary.batches(), "batch", "batches"));
    fact(page, "Checkpoints", Figures.count(summary.checkpoints()));
    training.parameters().ifPresent(count -> fact(page, "Parameters", Figures.count(count)));
    training
        .framework()
        .ifPresent(name -> fact(
            page,
            "Framework",
            name + training.frameworkVersion().map(v -> " " + v).orElse("")));
    training.device().ifPresent(device -> fact(page, "Device", device));
    HostFacts host = run.host();
    String computer = Stream.of(
            host.cpuModel(), host.os(), host.javaVersion().map(v -> "Java " + v))
        .flatMap(Optional::stream)
        .collect(Collectors.joining(", "));
    if (!computer.isEmpty()) {
      fact(page, "Computer", computer);
    }
    training.task().ifPresent(task -> fact(page, "Task", task));
    training
        .samplesPerEpoch()
        .ifPresent(count -> fact(page, "Samples per epoch", Figures.count(count)));
  }

  private static String times(RunSummary summary) {
    Duration paused = summary.pauses().time();
    String text = Figures.duration(summary.active().time()) + " training";
    if (!paused.isZero()) {
      text += ", " + Figures.duration(paused) + " paused";
    }
    return summary.away().isZero()
        ? text
        : text + ", " + Figures.duration(summary.away()) + " away";
  }

  /** A term and what it is, of the list below a page's name. */
  static void fact(Markup page, String name, String value) {
    page.open("div").element("dt", name).open("dd");
    Words.user(page, value);
    page.close("dd").close("div");
  }
}
