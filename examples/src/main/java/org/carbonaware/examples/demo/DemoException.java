package org.carbonaware.examples.demo;

import org.carbonaware.CarbonAwareException;

/** An example can't do what it was asked; the message says so in one or two lines. */
public final class DemoException extends CarbonAwareException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  /**
   * Says what is wrong.
   *
   * @param message and what would be right
   */
  public DemoException(String message) {
    this(message, 1);
  }

  DemoException(String message, int exitCode) {
    super(message);
    this.exitCode = exitCode;
  }

  DemoException(String message, Throwable cause) {
    super(message, cause);
    this.exitCode = 1;
  }

  int exitCode() {
    return exitCode;
  }
}
