package org.carbonaware.ledger;

import org.carbonaware.CarbonAwareException;
import org.jspecify.annotations.Nullable;

/** A ledger can't be read or written. */
public final class LedgerException extends CarbonAwareException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message what is wrong, where, and what would be right
   * @param cause what led to it, or null
   */
  public LedgerException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
