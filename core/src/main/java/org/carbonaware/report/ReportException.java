package org.carbonaware.report;

import org.carbonaware.CarbonAwareException;
import org.jspecify.annotations.Nullable;

/** A report that can't be written where it should be. */
public final class ReportException extends CarbonAwareException {
  private static final long serialVersionUID = 1L;

  ReportException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
