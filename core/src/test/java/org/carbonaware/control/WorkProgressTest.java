package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.carbonaware.plan.Job;
import org.junit.jupiter.api.Test;

class WorkProgressTest {
  private static final Instant DEADLINE = TestClock.START.plus(Duration.ofDays(1));
  private static final Duration HOUR = Duration.ofHours(1);

  private long nanos;

  @Test
  void knowsNothingBeforeItMeasured() {
    assertThat(batches(100).job(DEADLINE)).isEmpty();
    assertThat(epochs(10).job(DEADLINE)).isEmpty();
    assertThat(epochs(10).fraction()).isEmpty();
    assertThat(expecting(HOUR).fraction()).contains(0.0);
  }

  @Test
  void noticesThatNobodyTellsWhenAnEpochEnds() {
    WorkProgress told = epochs(10);
    train(told, 100, 5.0);
    assertThat(told.waitsInVainForAnEpoch()).as("after 500 s").isFalse();
    train(told, 100, 5.0);
    assertThat(told.waitsInVainForAnEpoch()).as("after 1000 s").isTrue();
    told.epochDone(200);
    assertThat(told.waitsInVainForAnEpoch()).isFalse();

    WorkProgress counted = batches(1000);
    train(counted, 200, 5.0);
    assertThat(counted.waitsInVainForAnEpoch()).isFalse();
  }

  @Test
  void takesTheUsersWordUntilItMeasured() {
    WorkProgress progress = new WorkProgress(new Work(10, 0, Optional.of(HOUR)));

    Job job = progress.job(DEADLINE).orElseThrow();

    assertThat(job.workLeft()).isEqualTo(HOUR);
    assertThat(job.pessimisticWorkLeft()).isEqualTo(Duration.ofMinutes(72));
    assertThat(job.deadline()).isEqualTo(DEADLINE);
  }

  @Test
  void workThatComesToItIsLeftToDo() {
    WorkProgress progress = expecting(HOUR);
    train(progress, 30, 60.0);
    progress.add(Duration.ofMinutes(30));
    progress.add(Duration.ofMinutes(10));

    assertThat(progress.job(DEADLINE).orElseThrow().workLeft()).isEqualTo(Duration.ofMinutes(70));
    assertThat(progress.fraction()).contains(0.3);
    train(progress, 60, 60.0);
    assertThat(progress.exceeded()).as("after 90 of 100 minutes").isEmpty();
    train(progress, 20, 60.0);
    assertThat(progress.exceeded()).contains("it has run for PT1H50M of PT1H40M expected");

    progress.reset();
    assertThat(progress.job(DEADLINE).orElseThrow().workLeft()).isEqualTo(HOUR);
  }

  @Test
  void measuresTheSpeedOfBatches() {
    WorkProgress progress = batches(100);
    train(progress, 10, 2.0);

    Job job = progress.job(DEADLINE).orElseThrow();

    assertThat(progress.secondsPerBatch()).isCloseTo(2.0, within(1e-9));
    assertThat(job.workLeft()).isEqualTo(Duration.ofMinutes(3));
    assertThat(job.pessimisticWorkLeft()).isEqualTo(Duration.ofSeconds(198));
    assertThat(progress.fraction()).contains(0.1);
    assertThat(progress.activeSeconds()).isCloseTo(20, within(1e-9));
  }

  @Test
  void fewBatchesInAFewSlowMomentsDoNotMakeAllOthersSlow() {
    WorkProgress progress = batches(10_000);
    for (int i = 0; i < 8; i++) {
      progress.sample(nanos, true);
      for (int batch = 0; batch < 50; batch++) {
        progress.batchDone();
      }
      nanos += 250_000_000;
      progress.sample(nanos, true);
    }
    train(progress, 1, 0.25); // the computer did something else
    train(progress, 1, 0.25);

    Job job = progress.job(DEADLINE).orElseThrow();

    assertThat(job.pessimisticWorkLeft()).isLessThan(job.workLeft().multipliedBy(2));
  }

  @Test
  void isPessimisticAboutASpeedThatVaries() {
    WorkProgress progress = batches(1000);
    for (int i = 0; i < 16; i++) {
      train(progress, 1, 1.0);
      train(progress, 1, 3.0);
    }

    Job job = progress.job(DEADLINE).orElseThrow();

    assertThat(job.workLeft()).isEqualTo(Duration.ofSeconds(968 * 2));
    assertThat(job.pessimisticWorkLeft()).isEqualTo(Duration.ofSeconds(968 * 3));
  }

  @Test
  void forgetsHowFastItOnceWas() {
    WorkProgress progress = batches(1000);
    train(progress, 32, 1.0);
    train(progress, 32, 4.0);

    assertThat(progress.secondsPerBatch()).isCloseTo(4.0, within(1e-9));
  }

  @Test
  void learnsTheLengthOfAnEpoch() {
    WorkProgress progress = epochs(5);
    train(progress, 20, 1.0);
    progress.epochDone(20);

    assertThat(progress.job(DEADLINE).orElseThrow().workLeft()).isEqualTo(Duration.ofSeconds(80));
    assertThat(progress.fraction()).contains(0.2);
    assertThat(progress.complete()).isFalse();
  }

  @Test
  void countsNoTimeWhileItStands() {
    WorkProgress progress = batches(100);
    train(progress, 5, 1.0);

    nanos += Duration.ofHours(5).toNanos();
    progress.sample(nanos, false);
    train(progress, 5, 1.0);

    assertThat(progress.activeSeconds()).isCloseTo(10, within(1e-9));
    assertThat(progress.secondsPerBatch()).isCloseTo(1.0, within(1e-9));
  }

  @Test
  void saysNothingOfWorkThatIsUsedUp() {
    WorkProgress expecting = expecting(Duration.ofSeconds(10));
    train(expecting, 10, 1.0);
    assertThat(expecting.job(DEADLINE)).isEmpty();
    assertThat(expecting.complete()).isTrue();
    assertThat(expecting.exceeded()).isEmpty();
    train(expecting, 1, 1.0);
    assertThat(expecting.exceeded()).contains("it has run for PT11S of PT10S expected");

    WorkProgress counting = batches(10);
    train(counting, 10, 1.0);
    assertThat(counting.job(DEADLINE)).isEmpty();
    assertThat(counting.exceeded()).isEmpty();
    train(counting, 1, 1.0);
    assertThat(counting.exceeded()).contains("11 batches are done of 10 declared");

    WorkProgress inEpochs = epochs(2);
    train(inEpochs, 4, 1.0);
    inEpochs.epochDone(4);
    train(inEpochs, 4, 1.0);
    assertThat(inEpochs.job(DEADLINE)).isEmpty();
    assertThat(inEpochs.complete()).isFalse();
    inEpochs.epochDone(4);
    assertThat(inEpochs.complete()).isTrue();
    assertThat(inEpochs.exceeded()).isEmpty();
  }

  @Test
  void goesOnWhereAnEarlierProcessStopped() {
    WorkProgress progress = batches(100);
    progress.restore(40, 2, 20, 80, 2.0);

    assertThat(progress.batches()).isEqualTo(40);
    assertThat(progress.epochs()).isEqualTo(2);
    assertThat(progress.batchesPerEpoch()).isEqualTo(20);
    assertThat(progress.job(DEADLINE).orElseThrow().workLeft()).isEqualTo(Duration.ofMinutes(2));

    train(progress, 10, 4.0); // its own speed counts once it is measured
    assertThat(progress.job(DEADLINE).orElseThrow().workLeft()).isEqualTo(Duration.ofSeconds(200));
    assertThat(progress.activeSeconds()).isCloseTo(120, within(1e-9));
  }

  @Test
  void resetsToNothing() {
    WorkProgress progress = batches(100);
    progress.restore(40, 2, 20, 80, 2.0);
    train(progress, 10, 4.0);

    progress.reset();

    assertThat(progress.batches()).isZero();
    assertThat(progress.epochs()).isZero();
    assertThat(progress.activeSeconds()).isZero();
    assertThat(progress.secondsPerBatch()).isNaN();
    assertThat(progress.job(DEADLINE)).isEmpty();
  }

  @Test
  void whatComesBetweenBatchesNowAndThenCountsAtWorst() {
    WorkProgress progress = batches(200);
    train(progress, 50, 1.0);
    train(progress, 1, 100.0); // an evaluation, and a batch
    train(progress, 49, 1.0);

    Job job = progress.job(DEADLINE).orElseThrow();

    assertThat(job.workLeft()).isEqualTo(Duration.ofSeconds(100)); // as the last 32 batches were
    // The 99 batches after the first took 198 s: twice as long.
    assertThat(job.pessimisticWorkLeft()).isEqualTo(Duration.ofSeconds(220));
  }

  @Test
  void settingUpBeforeTheFirstBatchIsNoSpeed() {
    WorkProgress progress = batches(100);
    train(progress, 1, 3600.0);
    train(progress, 9, 1.0);

    // The first batch counts as twice the slowest of the others.
    assertThat(progress.secondsPerBatch()).isCloseTo(1.1, within(1e-9));
    assertThat(progress.activeSeconds()).isCloseTo(3609, within(1e-9));
  }

  @Test
  void trustsItsOwnMeasureFromTheThirdOn() {
    WorkProgress progress = batches(100);
    progress.restore(40, 2, 20, 80, 2.0);
    train(progress, 2, 4.0);
    assertThat(progress.secondsPerBatch()).isEqualTo(2.0);
    train(progress, 1, 4.0);
    assertThat(progress.secondsPerBatch()).isCloseTo(4.0, within(1e-9));
  }

  /** Of ten batches two were slow: the ninth fastest is one of them. */
  @Test
  void nineOfTenBatchesAreAsFastAsTheWorstSpeed() {
    WorkProgress two = batches(110);
    train(two, 2, 3.0);
    train(two, 8, 1.0);
    assertThat(two.job(DEADLINE).orElseThrow().pessimisticWorkLeft())
        .isEqualTo(Duration.ofMinutes(5));
    WorkProgress one = batches(110);
    train(one, 1, 1.0);
    train(one, 1, 3.0);
    train(one, 8, 1.0);
    // A tenth more than the 11 s of the nine after the first.
    assertThat(one.job(DEADLINE).orElseThrow().pessimisticWorkLeft().toNanos() / 1e9)
        .isCloseTo(100 * 11 / 9.0 * 1.1, within(1e-6));
  }

  @Test
  void settingUpIsJudgedByTheBatchAndNotByTheMeasure() {
    WorkProgress progress = batches(100);
    progress.sample(nanos, true);
    measure(progress, 4, 400);
    for (int i = 0; i < 5; i++) {
      measure(progress, 2, 2);
    }
    // 4 batches of twice the slowest other, and 10 of a second
    assertThat(progress.secondsPerBatch()).isCloseTo((8 + 10) / 14.0, within(1e-9));
  }

  @Test
  void timeBetweenTwoBatchesIsOneMeasureHoweverOftenItIsLookedAt() {
    WorkProgress progress = batches(100);
    progress.sample(nanos, true);
    for (int batch = 0; batch < 32; batch++) {
      measure(progress, 0, batch < 16 ? 0.5 : 1.5);
      measure(progress, 1, batch < 16 ? 0.5 : 1.5);
    }
    assertThat(progress.secondsPerBatch()).isCloseTo(2.0, within(1e-9)); // all 32 count
  }

  @Test
  void anEpochOfUnknownLengthKeepsTheLengthKnown() {
    WorkProgress progress = epochs(5);
    progress.epochDone(20);
    progress.epochDone(0);
    assertThat(progress.epochs()).isEqualTo(2);
    assertThat(progress.batchesPerEpoch()).isEqualTo(20);
  }

  @Test
  void onlyBatchesAndEpochsAreCounted() {
    assertThat(batches(10).counted()).isTrue();
    assertThat(epochs(10).counted()).isTrue();
    assertThat(expecting(HOUR).counted()).isFalse();
    assertThat(batches(10).complete()).isFalse();
    assertThat(epochs(10).complete()).isFalse();
    assertThat(expecting(HOUR).complete()).isFalse();
  }

  private void measure(WorkProgress progress, int batches, double seconds) {
    for (int i = 0; i < batches; i++) {
      progress.batchDone();
    }
    nanos += (long) (seconds * 1e9);
    progress.sample(nanos, true);
  }

  private void train(WorkProgress progress, int batches, double secondsEach) {
    progress.sample(nanos, false);
    for (int i = 0; i < batches; i++) {
      progress.batchDone();
      nanos += (long) (secondsEach * 1e9);
      progress.sample(nanos, true);
    }
  }

  private static WorkProgress batches(long count) {
    return new WorkProgress(new Work(0, count, Optional.empty()));
  }

  private static WorkProgress epochs(long count) {
    return new WorkProgress(new Work(count, 0, Optional.empty()));
  }

  private static WorkProgress expecting(Duration time) {
    return new WorkProgress(new Work(0, 0, Optional.of(time)));
  }
}
