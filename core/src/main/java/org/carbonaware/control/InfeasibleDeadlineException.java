package org.carbonaware.control;

import org.carbonaware.CarbonAwareException;
import org.carbonaware.plan.Feasibility;

/**
 * Refuses a run at its start because the work can't be done before the deadline even without
 * pauses. A runner ends the process with {@link #EXIT_CODE}.
 */
public final class InfeasibleDeadlineException extends CarbonAwareException {
  private static final long serialVersionUID = 1L;

  /** The exit code that says "the deadline cannot be met". */
  public static final int EXIT_CODE = 76;

  private final transient Feasibility feasibility;

  InfeasibleDeadlineException(Feasibility feasibility) {
    super(feasibility
        + "; give it more time (deadline), less work, or run it without a deadline guard");
    this.feasibility = feasibility;
  }

  /**
   * The figures.
   *
   * @return when it would finish and by when it should have
   */
  public Feasibility feasibility() {
    return feasibility;
  }
}
