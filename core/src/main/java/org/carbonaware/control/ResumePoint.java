package org.carbonaware.control;

import java.util.List;
import java.util.Optional;
import org.carbonaware.checkpoint.Checkpoint;
import org.carbonaware.checkpoint.CheckpointException;
import org.carbonaware.checkpoint.CheckpointStore;
import org.carbonaware.checkpoint.TrainingIdentity;
import org.jspecify.annotations.Nullable;

/** The checkpoint found at the start, and what became of it. Safe for several threads. */
final class ResumePoint {
  private enum Use {
    OFFERED,
    TAKEN,
    REFUSED,
    LEFT
  }

  private final Optional<Checkpoint> checkpoint;
  private Use use = Use.OFFERED;
  private boolean asked;

  private ResumePoint(Optional<Checkpoint> checkpoint) {
    this.checkpoint = checkpoint;
  }

  /**
   * Looks for the newest sound checkpoint.
   *
   * @throws CheckpointException if there are checkpoints and all of them are damaged: beginning
   *     anew would silently throw the run away
   */
  static ResumePoint in(@Nullable CheckpointStore store) {
    Optional<Checkpoint> latest = store == null ? Optional.empty() : store.latest();
    List<String> damaged = store == null || latest.isPresent() ? List.of() : store.damaged();
    if (!damaged.isEmpty()) {
      throw new CheckpointException(
          "no checkpoint of the run can be used: " + String.join("; ", damaged)
              + ". Move them away to start anew, or put a sound copy back");
    }
    return new ResumePoint(latest);
  }

  static ResumePoint none() {
    return new ResumePoint(Optional.empty());
  }

  Optional<Checkpoint> found() {
    return checkpoint;
  }

  /** Whether a training has begun or gone on from here; a second one does not belong here. */
  synchronized boolean served() {
    return asked && use != Use.REFUSED;
  }

  synchronized Optional<Checkpoint> take(TrainingIdentity identity) {
    asked = true;
    if (checkpoint.isEmpty() || use == Use.LEFT) {
      return Optional.empty();
    }
    Checkpoint point = checkpoint.get();
    String difference = identity.differenceFrom(point.manifest().identity());
    if (!difference.isEmpty()) {
      use = Use.REFUSED;
      throw new CheckpointException("checkpoint " + point.location() + " can't be loaded: "
          + difference + "; use another checkpoint directory, or build the model as it was");
    }
    use = Use.TAKEN;
    return checkpoint;
  }

  /** Gives the checkpoint up, unless there is none or a training goes on from it. */
  synchronized boolean leave() {
    boolean left = checkpoint.isPresent() && use != Use.TAKEN && use != Use.LEFT;
    if (left) {
      use = Use.LEFT;
    }
    return left;
  }

  synchronized boolean resumes() {
    return checkpoint.isPresent() && (use == Use.OFFERED || use == Use.TAKEN);
  }
}
