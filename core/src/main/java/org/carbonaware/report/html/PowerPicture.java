package org.carbonaware.report.html;

import java.util.ArrayList;
import java.util.List;
import org.carbonaware.energy.EnergyReading.Kind;
import org.carbonaware.ledger.RunAccount;
import org.carbonaware.report.chart.Markup;
import org.carbonaware.report.chart.Scale;
import org.carbonaware.report.chart.StackedArea;
import org.carbonaware.report.chart.StackedArea.Series;

/** Power over the run, stacked by kind of component. */
record PowerPicture(RunAccount run, Timeline time) implements Section {
  private static final String ID = "power";
  private static final String HEADING = "Power";

  @Override
  public void writeTo(Markup page) {
    List<Kind> kinds = new ArrayList<>();
    List<double[]> joules = new ArrayList<>();
    double all = 0;
    for (Kind kind : Kind.values()) {
      double[] values = time.each(slice -> Math.max(0, slice.joules().getOrDefault(kind, 0.0)));
      double sum = sum(values);
      if (sum > 0) {
        kinds.add(kind);
        joules.add(values);
        all += sum;
      }
    }
    if (kinds.isEmpty()) {
      Words.nothing(page, ID, HEADING, "No energy was recorded, so there is no power to draw.");
      return;
    }
    Words.begin(page, ID, HEADING);
    List<double[]> watts = joules.stream().map(this::watts).toList();
    double[] total = new double[time.size()];
    watts.forEach(values -> {
      for (int i = 0; i < total.length; i++) {
        total[i] += Double.isFinite(values[i]) ? values[i] : 0;
      }
    });
    double greatest = 0;
    for (double value : total) {
      greatest = Math.max(greatest, value);
    }
    page.element(
        "p",
        "As metered, before what the facility adds: means over " + Figures.duration(time.step())
            + " each, at most " + Figures.watts(greatest) + ".",
        "class",
        "lead");
    page.open("figure").open("ul", "class", "legend");
    StringBuilder shares = new StringBuilder();
    for (int i = kinds.size() - 1; i >= 0; i--) {
      double sum = sum(joules.get(i));
      String text =
          name(kinds.get(i)) + " " + Figures.energy(sum) + " (" + Figures.percent(sum / all) + ")";
      Words.key(page, "area " + style(kinds.get(i)), "", text);
      shares.append(shares.isEmpty() ? "" : ", ").append(text);
    }
    page.close("ul");
    chart(page, kinds, watts, total, greatest, "From top to bottom: " + shares);
    page.close("figure").close("section");
  }

  private void chart(
      Markup page,
      List<Kind> kinds,
      List<double[]> watts,
      double[] total,
      double greatest,
      String shares) {
    Figures.Unit unit = Figures.Unit.watts(greatest);
    Scale scale = Scale.linear(0, Math.max(0.01, greatest / unit.size()), 4);
    List<Series> series = new ArrayList<>();
    for (int i = 0; i < kinds.size(); i++) {
      double[] values = watts.get(i).clone();
      for (int k = 0; k < values.length; k++) {
        values[k] /= unit.size();
      }
      series.add(new Series(style(kinds.get(i)), values));
    }
    time.chart(
            ID + "Chart",
            "Power by kind of component over the run",
            "At most " + Figures.watts(greatest) + ". " + shares + ".",
            180)
        .vertical(scale, unit.name())
        .add(new StackedArea(scale, time.edges(), series))
        .add(time.ground())
        .add(time.readOuts((from, to) -> {
          StringBuilder text = new StringBuilder(Figures.watts(time.mean(from, to, i -> total[i])));
          for (int k = 0; k < kinds.size(); k++) {
            double[] values = watts.get(k);
            text.append(", ").append(name(kinds.get(k))).append(' ');
            text.append(Figures.watts(time.mean(from, to, i -> values[i])));
          }
          return text.toString();
        }))
        .writeTo(page);
  }

  private double[] watts(double[] joules) {
    double[] watts = new double[joules.length];
    for (int i = 0; i < watts.length; i++) {
      watts[i] = joules[i] / (time.hours(i) * 3600);
    }
    return watts;
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += Double.isFinite(value) ? value : 0;
    }
    return sum;
  }

  static String name(Kind kind) {
    return switch (kind) {
      case GPU -> "GPU";
      case CPU -> "processor";
      case RAM -> "memory";
      case BASE -> "base";
      case SUPPLY -> "power supply";
      case MACHINE -> "machine";
    };
  }

  private static String style(Kind kind) {
    return "kind-" + kind.label();
  }
}
