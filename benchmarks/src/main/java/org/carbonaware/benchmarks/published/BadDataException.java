package org.carbonaware.benchmarks.published;

import org.carbonaware.CarbonAwareException;

/** A data file holds something else than it should; the message names file and line. */
final class BadDataException extends CarbonAwareException {
  private static final long serialVersionUID = 1;

  BadDataException(String message) {
    super(message);
  }

  BadDataException(String message, Throwable cause) {
    super(message, cause);
  }
}
