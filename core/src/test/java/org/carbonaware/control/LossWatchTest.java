package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.carbonaware.control.ControllerEvent.LossObserved;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LossWatchTest {
  private final TestClock clock = new TestClock();
  private final WorkProgress progress = new WorkProgress(new Work(10, 0, Optional.empty()));
  private final List<LossObserved> told = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final LossWatch watch =
      new LossWatch(clock, progress, event -> told.add((LossObserved) event), warnings::add);

  @Test
  void asksEveryTenSecondsAndIsSatisfiedWithOne() {
    assertThat(watch.isWanted()).isFalse();
    ask(0);
    assertThat(watch.isWanted()).isTrue();
    progress.batchDone();
    watch.tell(0.5);
    assertThat(watch.isWanted()).isFalse();
    ask(9);
    assertThat(watch.isWanted()).isFalse();
    ask(1);
    assertThat(watch.isWanted()).isTrue();

    assertThat(told).containsExactly(new LossObserved(TestClock.START, 1, 0, 0.5));
  }

  @Test
  void asksLessOftenTheLongerItRuns() {
    ask(0);
    watch.tell(0.5);
    ask(100_000);
    watch.tell(0.4);
    ask(99);
    assertThat(watch.isWanted()).isFalse();
    ask(1);
    assertThat(watch.isWanted()).isTrue();
  }

  @Test
  void endsOfEpochsAreToldUnlessTheyComeAtOnce() {
    pass(3600);
    watch.tell(0.9);
    pass(4);
    watch.tell(0.8);
    pass(1);
    watch.tell(0.7);

    assertThat(told).extracting(LossObserved::loss).containsExactly(0.9, 0.7);
  }

  @Test
  void whatIsAskedForIsNeverLeftOut() {
    watch.tell(0.9);
    ask(1);
    watch.tell(0.8);

    assertThat(told).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void whatIsNoNumberIsReportedOnce(double loss) {
    ask(0);
    watch.tell(loss);
    assertThat(watch.isWanted()).as("it was told").isFalse();
    ask(10);
    watch.tell(loss);

    assertThat(told).isEmpty();
    assertThat(warnings)
        .singleElement()
        .asString()
        .startsWith("the training's loss is " + loss + " after 0 batches");
  }

  private void ask(long afterSeconds) {
    pass(afterSeconds);
    watch.ask(clock.instant());
  }

  private void pass(long seconds) {
    clock.advance(Duration.ofSeconds(seconds));
  }
}
