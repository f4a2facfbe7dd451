package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.carbonaware.plan.Job;
import org.junit.jupiter.api.Test;

/** Each trouble with the work that is left is told once, and again when somebody asks anew. */
class WorkWarningsTest {
  private static final Instant NOW = TestClock.START;
  private static final Duration HOUR = Duration.ofHours(1);

  private final List<ControllerEvent> told = new ArrayList<>();

  private WorkWarnings of(Work work, long batches, long seconds) {
    WorkProgress progress = new WorkProgress(work);
    progress.sample(0, true);
    for (long i = 0; i < batches; i++) {
      progress.batchDone();
    }
    progress.sample(Duration.ofSeconds(seconds).toNanos(), true);
    return new WorkWarnings(progress, told::add);
  }

  private static Optional<Job> job(Duration slack) {
    return Optional.of(new Job(HOUR, HOUR, NOW.plus(HOUR).plus(slack)));
  }

  private String only() {
    assertThat(told).hasSize(1);
    ControllerEvent.Warned warned = (ControllerEvent.Warned) told.get(0);
    assertThat(warned.at()).isEqualTo(NOW);
    return warned.text();
  }

  @Test
  void aDeadlineThatCannotBeMetIsToldOnceAndAgainWhenAsked() {
    WorkWarnings warnings = of(new Work(0, 100, Optional.empty()), 10, 10);
    warnings.look(NOW, job(Duration.ZERO));
    warnings.look(NOW, Optional.empty());
    assertThat(told).isEmpty();
    warnings.look(NOW, job(Duration.ofMinutes(-3)));
    warnings.look(NOW, job(Duration.ofMinutes(-4)));
    assertThat(only())
        .startsWith("running straight through, at a pessimistic speed: the deadline")
        .endsWith("3 min too long");
    warnings.again();
    warnings.look(NOW, job(Duration.ofMinutes(-4)));
    assertThat(told).hasSize(2);
  }

  @Test
  void moreWorkThanDeclaredIsToldOnceAndAgainWhenAsked() {
    WorkWarnings warnings = of(new Work(0, 10, Optional.empty()), 11, 10);
    warnings.look(NOW, Optional.empty());
    warnings.look(NOW, Optional.empty());
    assertThat(only())
        .isEqualTo("the training takes longer than declared: 11 batches are done of 10 declared;"
            + " what is left is unknown, so it runs without pauses");
    warnings.again();
    warnings.look(NOW, Optional.empty());
    assertThat(told).hasSize(2);
    told.clear();
    of(new Work(0, 10, Optional.empty()), 10, 10).look(NOW, Optional.empty());
    assertThat(told).isEmpty();
  }

  @Test
  void epochsThatNobodyTellsAreAskedForAfterTenMinutes() {
    Work inEpochs = new Work(5, 0, Optional.empty());
    of(inEpochs, 50, 599).look(NOW, Optional.empty());
    of(inEpochs, 0, 601).look(NOW, Optional.empty());
    of(new Work(5, 0, Optional.of(HOUR)), 50, 601).look(NOW, Optional.empty());
    of(new Work(5, 100, Optional.empty()), 50, 601).look(NOW, Optional.empty());
    assertThat(told).isEmpty();
    WorkWarnings warnings = of(inEpochs, 50, 600);
    warnings.look(NOW, Optional.empty());
    warnings.look(NOW, Optional.empty());
    assertThat(only()).startsWith("no epoch has ended in 10 minutes of training");
    warnings.again();
    warnings.look(NOW, Optional.empty());
    assertThat(told).hasSize(2);
  }
}
