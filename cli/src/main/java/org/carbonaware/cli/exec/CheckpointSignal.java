package org.carbonaware.cli.exec;

import java.time.Duration;
import java.util.Locale;

/**
 * How a program is asked to save itself and leave, to be started again later.
 *
 * @param name the signal without SIG, such as {@code USR1}
 * @param grace how long it may take until it has left; then it is stopped in memory
 * @param exitCode with which it says that it goes on when it is started again
 * @param restartTime how long it takes from its start until it goes on where it was
 */
public record CheckpointSignal(String name, Duration grace, int exitCode, Duration restartTime) {
  /** Writes the name as systems do, and checks it. */
  public CheckpointSignal {
    String upper = name.strip().toUpperCase(Locale.ROOT);
    name = upper.startsWith("SIG") ? upper.substring(3) : upper;
    if (name.equals("STOP") || name.equals("CONT") || name.equals("KILL")) {
      throw new IllegalArgumentException(
          "signal " + name + " can't be answered by saving; expected one such as USR1");
    }
    try {
      Signals.number(name);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "there is no signal " + name + " here; expected one such as USR1", e);
    }
    if (exitCode < 0 || exitCode > 255) {
      throw new IllegalArgumentException("exit code " + exitCode + ": expected 0 to 255");
    }
  }
}
