package org.carbonaware.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.carbonaware.simulate.Simulation;
import picocli.CommandLine;

/** One line on a terminal that says how far a long simulation is; nothing anywhere else. */
final class ProgressLine implements Simulation.Progress {
  private static final long QUIET_NANOS = 2_000_000_000L;
  private static final long EVERY_NANOS = 500_000_000L;

  private final PrintWriter err;
  private final boolean shown;
  private final int zones;
  private final long began = System.nanoTime();
  private long last = began + QUIET_NANOS - EVERY_NANOS;
  private boolean written;

  private ProgressLine(PrintWriter err, boolean shown, int zones) {
    this.err = err;
    this.shown = shown;
    this.zones = zones;
  }

  static ProgressLine of(CommandLine command, int zones) {
    boolean shown = !Main.of(command).quiet && isTerminal();
    return new ProgressLine(command.getErr(), shown, zones);
  }

  /** Java has no word on stderr: on Linux its file tells, elsewhere nothing does. */
  private static boolean isTerminal() {
    try {
      String stderr = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
      return stderr.startsWith("/dev/pts/") || stderr.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException | SecurityException e) {
      return false;
    }
  }

  @Override
  public synchronized void ran(long done, long all) {
    long now = System.nanoTime();
    if (!shown || now - last < EVERY_NANOS) {
      return;
    }
    last = now;
    double perSecond = done / ((now - began) / 1e9);
    String line = String.format(
        Locale.ROOT,
        "%d of %d zones, %.0f of %.0f jobs, %.0f/s, %.0f s left",
        zones * done / all,
        zones,
        (double) done,
        (double) all,
        perSecond,
        (all - done) / perSecond);
    err.print("\r" + line + " ".repeat(Math.max(0, 70 - line.length())));
    err.flush();
    written = true;
  }

  synchronized void clear() {
    if (written) {
      err.print("\r" + " ".repeat(78) + "\r");
      err.flush();
    }
  }
}
