package org.carbonaware.report.html;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.carbonaware.ledger.RunAccount;
import org.carbonaware.ledger.RunAccount.LossMoment;
import org.carbonaware.ledger.RunAccount.PauseTotal;
import org.carbonaware.report.chart.Layer;
import org.carbonaware.report.chart.Markup;
import org.carbonaware.report.chart.Scale;

/** The loss against the time on the wall, broken where the run stood still. */
record LossPicture(RunAccount run, Timeline time) implements Section {
  private static final String ID = "loss";
  private static final String HEADING = "Loss";
  private static final int MOST_POINTS = 2000;
  private static final double LOGARITHMIC_FROM = 20;

  @Override
  public void writeTo(Markup page) {
    List<LossMoment> told = run.losses();
    List<LossMoment> finite =
        told.stream().filter(moment -> Math.abs(moment.loss()) < 1e30).toList();
    if (finite.isEmpty() || time.isEmpty()) {
      Words.nothing(
          page,
          ID,
          HEADING,
          told.isEmpty()
              ? "The training told no loss, so this picture is left out."
              : "None of the losses that the training told was a number.");
      return;
    }
    Words.begin(page, ID, HEADING);
    LossMoment last = finite.get(finite.size() - 1);
    double low = finite.stream().mapToDouble(LossMoment::loss).min().orElse(0);
    double high = finite.stream().mapToDouble(LossMoment::loss).max().orElse(1);
    String figures = Figures.anySize(finite.get(0).loss()) + " at first, "
        + Figures.anySize(last.loss()) + " after "
        + Figures.count(last.batches(), "batch", "batches")
        + " and " + Figures.count(last.epochs(), "epoch", "epochs") + "; least "
        + Figures.anySize(low);
    page.open("p", "class", "lead").text("As the training told it: " + figures + ".");
    if (finite.size() < told.size()) {
      page.text(" " + Figures.count(told.size() - finite.size(), "loss", "losses")
          + " that were no numbers are left out.");
    }
    page.close("p").open("figure").open("ul", "class", "legend");
    Words.key(page, "line loss", "line", "loss");
    time.groundKeys(page);
    page.close("ul");
    chart(page, thinned(finite), low, high, figures);
    page.close("figure").close("section");
  }

  private void chart(
      Markup page, List<LossMoment> moments, double low, double high, String figures) {
    boolean logarithmic = low > 1e-30 && high / low >= LOGARITHMIC_FROM;
    Scale scale = logarithmic
        ? Scale.logarithmic(low, high)
        : Scale.linear(Math.min(low, low > 0 && low < high / 2 ? 0 : low), high, 4);
    double[] xs = new double[moments.size()];
    double[] ys = new double[moments.size()];
    boolean[] cuts = new boolean[moments.size()];
    for (int i = 0; i < xs.length; i++) {
      xs[i] = time.share(moments.get(i).at());
      ys[i] = scale.share(moments.get(i).loss());
      cuts[i] = i > 0 && stoodStill(moments.get(i - 1).at(), moments.get(i).at());
    }
    time.chart(ID + "Chart", "Loss over the time on the wall", "Loss: " + figures + ".", 180)
        .vertical(scale, logarithmic ? "log" : "")
        .add(time.ground())
        .add(Layer.line("loss", xs, ys, cuts))
        .writeTo(page);
  }

  /** A batch may still end, and tell its loss, when the pause has been ordered. */
  private boolean stoodStill(Instant from, Instant to) {
    for (PauseTotal pause : run.pauses()) {
      Instant begin = pause.from().isAfter(from) ? pause.from() : from;
      Instant end = pause.to().isBefore(to) ? pause.to() : to;
      Duration within = Duration.between(begin, end);
      Duration length = Duration.between(pause.from(), pause.to());
      if (!within.isNegative() && within.multipliedBy(2).compareTo(length) > 0) {
        return true;
      }
    }
    return time.awayBetween(from, to);
  }

  /** Evenly, and always with the least and the greatest of what stands for several. */
  private static List<LossMoment> thinned(List<LossMoment> all) {
    if (all.size() <= MOST_POINTS) {
      return all;
    }
    int group = (all.size() * 2 + MOST_POINTS - 1) / MOST_POINTS;
    List<LossMoment> kept = new ArrayList<>();
    for (int from = 0; from < all.size(); from += group) {
      int least = from;
      int greatest = from;
      for (int i = from; i < Math.min(all.size(), from + group); i++) {
        least = all.get(i).loss() < all.get(least).loss() ? i : least;
        greatest = all.get(i).loss() > all.get(greatest).loss() ? i : greatest;
      }
      kept.add(all.get(Math.min(least, greatest)));
      if (least != greatest) {
        kept.add(all.get(Math.max(least, greatest)));
      }
    }
    return kept;
  }
}
