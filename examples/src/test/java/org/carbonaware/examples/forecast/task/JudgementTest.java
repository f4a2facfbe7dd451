package org.carbonaware.examples.forecast.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.carbonaware.checkpoint.fidelity.TrainingFingerprint;
import org.carbonaware.examples.forecast.task.Judgement.Row;
import org.carbonaware.examples.forecast.task.LeadErrors.Lead;
import org.junit.jupiter.api.Test;

class JudgementTest {
  private static Row row(String label, double forecast) {
    double[] actual = new double[24];
    double[] said = new double[24];
    Arrays.fill(actual, 100);
    Arrays.fill(said, forecast);
    LeadErrors errors = new LeadErrors();
    errors.add(said, Grids.hours(actual), 0);
    return new Row(label, label, errors);
  }

  @Test
  void praisesANetworkThatIsBetterThanTheBestOther() {
    Judgement judgement =
        new Judgement(List.of(row("a", 130), row("b", 120), row("the network", 115)));

    assertThat(judgement.bestOther().label()).isEqualTo("b");
    assertThat(judgement.gain()).isCloseTo(0.25, Offset.offset(1e-9));
    assertThat(judgement.verdict())
        .isEqualTo("the network beats b: its error is 25.0 % smaller, and smaller on 1 of 1 days"
            + " and in 3 of 3 ranges of hours");
  }

  @Test
  void saysSoIfItIsNoBetter() {
    Judgement judgement = new Judgement(List.of(row("a", 110), row("the network", 112)));

    assertThat(judgement.verdict())
        .startsWith("the network does not beat a: its error is 20.0 % larger");
    assertThat(new Judgement(List.of(row("a", 100), row("the network", 100))).verdict())
        .startsWith("the network does not beat a: its error is 0.0 % larger");
  }

  @Test
  void needsSomethingToCompareWith() {
    assertThatThrownBy(() -> new Judgement(List.of(row("the network", 100))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** A network that always answers the same. */
  private record Stubborn(float answer) implements TrainedForecaster {
    @Override
    public float[] logCorrections(float[] inputs, int count) {
      float[] answers = new float[count * Examples.TARGETS];
      Arrays.fill(answers, answer);
      return answers;
    }

    @Override
    public TrainingFingerprint fingerprint() {
      return TrainingFingerprint.builder().build();
    }

    @Override
    public void close() {}
  }

  @Test
  void judgesByEveryHourOfTheHoldOut() {
    double[] hours =
        Arrays.stream(Grids.random(50 * 24, 42)).map(grams -> 300 + grams).toArray();
    TimeSplit split = new TimeSplit(Grids.hours(hours), 40 * 24);

    Judgement judgement = ForecastTask.of(split).judge(new Stubborn(0));

    assertThat(judgement.forecasts()).isEqualTo(10 * 24 - 23);
    assertThat(judgement.rows())
        .extracting(Row::model)
        .containsExactly("persistence", "climatology-carry", "network");
    for (Lead lead : Lead.values()) {
      assertThat(judgement.network().errors().percent(lead))
          .as("a network that corrects nothing is as good as what it corrects")
          .isCloseTo(judgement.rows().get(1).errors().percent(lead), Offset.offset(1e-6));
    }
  }

  @Test
  void measuresPersistenceAsTheSameHourYesterday() {
    double[] hours = new double[50 * 24];
    Arrays.fill(hours, 100);
    for (int hour = 45 * 24; hour < hours.length; hour++) {
      hours[hour] = 200; // for a day persistence says half, then it is right
    }
    TimeSplit split = new TimeSplit(Grids.hours(hours), 40 * 24);

    double percent =
        ForecastTask.of(split).judge(new Stubborn(0)).rows().get(0).errors().percent();

    int wrong = 0;
    int all = 0;
    for (int issue = 40 * 24; issue + 24 <= hours.length; issue++) {
      for (int ahead = 0; ahead < 24; ahead++) {
        all++;
        wrong += hours[issue + ahead] == 200 && hours[issue + ahead - 24] == 100 ? 1 : 0;
      }
    }
    assertThat(percent).isCloseTo(100 * 0.5 * wrong / all, Offset.offset(1e-9));
  }
}
