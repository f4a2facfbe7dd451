package org.carbonaware.examples.forecast.task;

import java.time.Duration;
import java.util.List;
import org.carbonaware.forecast.Forecaster;
import org.carbonaware.forecast.Persistence;
import org.carbonaware.grid.IntensitySeries;

/** Judges a trained network by forecasts issued in each hour of the hold-out. */
final class HoldOut {
  private static final Duration AHEAD = Duration.ofHours(Windows.HOURS);

  private final IntensitySeries hours;
  private final Windows windows;
  private final int first;
  private final int count;

  HoldOut(TimeSplit split, Windows windows) {
    this.hours = split.hours();
    this.windows = windows;
    this.first = split.start();
    this.count = hours.size() - first - Windows.HOURS + 1;
  }

  /** Blocks for about a second; changes nothing in the network. */
  Judgement judge(TrainedForecaster network) {
    float[] inputs = new float[count * Examples.INPUTS];
    for (int i = 0; i < count; i++) {
      windows.copyInputs(first + i, inputs, i * Examples.INPUTS);
    }
    float[] answers = network.logCorrections(inputs, count);
    Forecaster persistence = new Persistence();
    LeadErrors yesterday = new LeadErrors();
    LeadErrors usual = new LeadErrors();
    LeadErrors own = new LeadErrors();
    for (int i = 0; i < count; i++) {
      int issue = first + i;
      yesterday.add(
          persistence.forecast(hours, hours.startOf(issue), AHEAD).mean().toArray(), hours, issue);
      usual.add(windows.expected(issue), hours, issue);
      own.add(windows.corrected(issue, answers, i * Examples.TARGETS), hours, issue);
    }
    return new Judgement(List.of(
        new Judgement.Row("same hour yesterday", persistence.model(), yesterday),
        new Judgement.Row("the library's blend", windows.usualModel(), usual),
        new Judgement.Row("the network", "network", own)));
  }
}
