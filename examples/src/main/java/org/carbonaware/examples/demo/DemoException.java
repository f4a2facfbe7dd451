package org.carbonaware.examples.demo;

import org.carbonaware.CarbonAwareException;

/** The demo can't do what it was asked; the message says so in one or two lines. */
final class DemoException extends CarbonAwareException {
  private static final long serialVersionUID = 1L;

  DemoException(String message) {
    super(message);
  }

  DemoException(String message, Throwable cause) {
    super(message, cause);
  }
}
