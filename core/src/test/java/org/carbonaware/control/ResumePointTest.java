package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.carbonaware.checkpoint.CheckpointException;
import org.carbonaware.checkpoint.TrainingIdentity;
import org.carbonaware.checkpoint.tck.InMemoryCheckpointStore;
import org.junit.jupiter.api.Test;

/** What becomes of the checkpoint that a run found at its start. */
class ResumePointTest {
  private static final TrainingIdentity OTHER =
      new TrainingIdentity("toy", "1", "cd34", "another toy");

  private final InMemoryCheckpointStore store = new InMemoryCheckpointStore(3);

  private void write() {
    store.write(new ToyTraining().capture(), Map.of(), TestClock.START);
  }

  @Test
  void theTrainingOfTheCheckpointTakesIt() {
    write();
    ResumePoint point = ResumePoint.in(store);
    assertThat(point.found()).isPresent();
    assertThat(point.resumes()).as("on offer").isTrue();
    assertThat(point.served()).isFalse();

    assertThat(point.take(ToyTraining.IDENTITY)).isEqualTo(point.found());

    assertThat(point.resumes()).isTrue();
    assertThat(point.served()).isTrue();
    assertThat(point.leave()).as("what was taken is not left").isFalse();
    assertThat(point.take(ToyTraining.IDENTITY)).isPresent();
  }

  @Test
  void anotherTrainingIsRefusedAndMayLeaveItOrBeBuiltAsItWas() {
    write();
    ResumePoint point = ResumePoint.in(store);
    assertThatThrownBy(() -> point.take(OTHER))
        .isInstanceOf(CheckpointException.class)
        .hasMessage("checkpoint memory, checkpoint 1 can't be loaded: it holds another model or"
            + " another optimizer configuration (a toy that counts steps; here: another toy); use"
            + " another checkpoint directory, or build the model as it was");
    assertThat(point.resumes()).isFalse();
    assertThat(point.served()).as("nothing was given out").isFalse();

    assertThat(point.take(ToyTraining.IDENTITY)).isPresent();
    assertThat(point.served()).isTrue();
  }

  @Test
  void whatIsLeftOnceIsGone() {
    write();
    ResumePoint point = ResumePoint.in(store);

    assertThat(point.leave()).isTrue();

    assertThat(point.leave()).as("a second time").isFalse();
    assertThat(point.resumes()).isFalse();
    assertThat(point.take(ToyTraining.IDENTITY)).isEmpty();
    assertThat(point.take(OTHER)).as("no comparison any more").isEmpty();
    assertThat(point.found()).isPresent();
  }

  @Test
  void aRefusedOneMayBeLeft() {
    write();
    ResumePoint point = ResumePoint.in(store);
    assertThatThrownBy(() -> point.take(OTHER)).isInstanceOf(CheckpointException.class);
    assertThat(point.leave()).isTrue();
  }

  @Test
  void withoutACheckpointThereIsNothingToTakeOrToLeave() {
    for (ResumePoint point :
        new ResumePoint[] {ResumePoint.none(), ResumePoint.in(null), ResumePoint.in(store)}) {
      assertThat(point.found()).isEmpty();
      assertThat(point.resumes()).isFalse();
      assertThat(point.leave()).isFalse();
      assertThat(point.served()).isFalse();
      assertThat(point.take(ToyTraining.IDENTITY)).isEmpty();
      assertThat(point.served()).as("a training has begun").isTrue();
    }
  }

  @Test
  void aDamagedOneIsRefusedUnlessThereIsASoundOneBefore() {
    write();
    write();
    store.damage(2);
    assertThat(ResumePoint.in(store).found().orElseThrow().manifest().sequence())
        .isEqualTo(1);
    store.damage(1);
    assertThatThrownBy(() -> ResumePoint.in(store))
        .isInstanceOf(CheckpointException.class)
        .hasMessage("no checkpoint of the run can be used: memory, checkpoint 2: damaged by a test;"
            + " memory, checkpoint 1: damaged by a test. Move them away to start anew, or put a"
            + " sound copy back");
  }
}
