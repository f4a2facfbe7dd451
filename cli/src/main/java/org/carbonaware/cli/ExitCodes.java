package org.carbonaware.cli;

/** The exit codes of {@code carbon-trainer}; scripts rely on them. */
final class ExitCodes {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int WRONG_USAGE = 2;
  static final int NO_GRID_DATA = 69;
  static final int WRONG_CONFIGURATION = 78;

  private ExitCodes() {}
}
