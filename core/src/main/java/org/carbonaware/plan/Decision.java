package org.carbonaware.plan;

import java.time.Instant;

/**
 * What to do from now on.
 *
 * @param action run or pause
 * @param until when the policy expects to decide otherwise; a guess for people and for choosing the
 *     depth of a pause, never a promise: every new fact may change it
 * @param reason why
 */
public record Decision(Action action, Instant until, Reason reason) {
  /** What can be done. A level between the two (a lower power limit) is planned. */
  public enum Action {
    /** Train at full speed. */
    RUN,
    /** Stand still. */
    PAUSE
  }

  /**
   * A decision to run.
   *
   * @param until when this may change
   * @param code the rule
   * @param text the rule's figures in words
   * @return the decision
   */
  public static Decision run(Instant until, Reason.Code code, String text) {
    return new Decision(Action.RUN, until, new Reason(code, text));
  }

  /**
   * A decision to pause.
   *
   * @param until the expected end of the pause
   * @param code the rule
   * @param text the rule's figures in words
   * @return the decision
   */
  public static Decision pause(Instant until, Reason.Code code, String text) {
    return new Decision(Action.PAUSE, until, new Reason(code, text));
  }

  /**
   * Whether this decides something else than another decision, or by another rule: then it is worth
   * a record of its own.
   *
   * @param other the decision before
   * @return true if action or rule differ, whatever the texts say
   */
  public boolean differsFrom(Decision other) {
    return action != other.action || reason.code() != other.reason.code();
  }

  /**
   * Whether it is a pause.
   *
   * @return true for PAUSE
   */
  public boolean isPause() {
    return action == Action.PAUSE;
  }
}
