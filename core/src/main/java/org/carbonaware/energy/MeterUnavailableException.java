package org.carbonaware.energy;

import org.carbonaware.CarbonAwareException;

/** A meter can't be used on this computer; the message says why. */
public final class MeterUnavailableException extends CarbonAwareException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message what is missing and, where it helps, what to check
   */
  public MeterUnavailableException(String message) {
    super(message);
  }
}
