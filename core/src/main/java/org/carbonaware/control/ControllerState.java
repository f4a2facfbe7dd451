package org.carbonaware.control;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** The states of a run and the legal steps between them. */
public enum ControllerState {
  /** The controller is being set up. */
  STARTING,
  /** The training runs. */
  RUNNING,
  /** A pause is wanted; the training has not come to a safe point or is being saved. */
  PAUSING,
  /** The training stands still. */
  PAUSED,
  /** The pause is over; the training has not gone on yet. */
  RESUMING,
  /** The training was saved and left this process. */
  SUSPENDED,
  /** The training is done. */
  FINISHED;

  private static final Map<ControllerState, Set<ControllerState>> NEXT = Map.of(
      STARTING, EnumSet.of(RUNNING, FINISHED),
      RUNNING, EnumSet.of(PAUSING, FINISHED),
      PAUSING, EnumSet.of(PAUSED, RUNNING, SUSPENDED, FINISHED),
      PAUSED, EnumSet.of(RESUMING, SUSPENDED, FINISHED),
      RESUMING, EnumSet.of(RUNNING, PAUSING, SUSPENDED, FINISHED),
      SUSPENDED, EnumSet.noneOf(ControllerState.class),
      FINISHED, EnumSet.noneOf(ControllerState.class));

  /**
   * Whether a step is legal.
   *
   * @param next the state after this one
   * @return true if the run may go there directly
   */
  public boolean mayBecome(ControllerState next) {
    return NEXT.getOrDefault(this, Set.of()).contains(next);
  }

  /**
   * Whether the run is over in this process.
   *
   * @return true for SUSPENDED and FINISHED
   */
  public boolean isFinal() {
    return this == SUSPENDED || this == FINISHED;
  }
}
