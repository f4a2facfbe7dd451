package org.carbonaware.plan;

import java.util.Locale;

/**
 * Why a decision was made.
 *
 * @param code the rule that fired, for programs
 * @param text one sentence with the figures that mattered, for people
 */
public record Reason(Code code, String text) {
  /** The rules. */
  public enum Code {
    /** The grid is clean enough now. */
    CLEAN_NOW,
    /** The grid is dirty now and cleaner hours are expected. */
    DIRTY_NOW,
    /** The plan runs now. */
    PLANNED_RUN,
    /** The plan waits for cleaner hours. */
    PLANNED_PAUSE,
    /** Running straight through stays within the carbon budget. */
    WITHIN_BUDGET,
    /** A change would gain too little for what it costs. */
    SMALL_GAIN,
    /** The current state has not lasted its minimum length. */
    MINIMUM_LENGTH,
    /** Pausing (any longer) would endanger the deadline. */
    DEADLINE,
    /** The intensity or its outlook is unknown. */
    UNKNOWN_INTENSITY,
    /** It is not known yet how much work is left. */
    UNKNOWN_WORK,
    /** The policy always runs. */
    ALWAYS_RUN,
    /** The policy itself failed. */
    POLICY_FAILED,
    /** A person or program asked for it. */
    BY_HAND,
    /** The training was started or is done. */
    LIFECYCLE,
    /** The process was asked to stop. */
    STOP_SIGNAL;

    /**
     * The word used in records and reports.
     *
     * @return lower case with dashes
     */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
