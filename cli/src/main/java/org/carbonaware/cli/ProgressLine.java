package org.carbonaware.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.carbonaware.forecast.ForecastEvaluation;
import org.carbonaware.simulate.Simulation;
import picocli.CommandLine;

/** One line on a terminal that says how far a long computation is; nothing anywhere else. */
final class ProgressLine implements Simulation.Progress, ForecastEvaluation.Progress {
  private static final long QUIET_NANOS = 2_000_000_000L;
  private static final long EVERY_NANOS = 500_000_000L;

  private final PrintWriter err;
  private final boolean shown;
  private final int zones;
  private final String what;
  private final long began = System.nanoTime();
  private long last = began + QUIET_NANOS - EVERY_NANOS;
  private boolean written;

  private ProgressLine(PrintWriter err, boolean shown, int zones, String what) {
    this.err = err;
    this.shown = shown;
    this.zones = zones;
    this.what = what;
  }

  /**
   * Shows nothing yet.
   *
   * @param zones how many zones there are
   * @param what is done in each, such as jobs
   */
  static ProgressLine of(CommandLine command, int zones, String what) {
    boolean shown = !Main.of(command).quiet && isTerminal();
    return new ProgressLine(command.getErr(), shown, zones, what);
  }

  /** Java has no word on stderr: on Linux its file tells, elsewhere nothing does. */
  static boolean isTerminal() {
    try {
      String stderr = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
      return stderr.startsWith("/dev/pts/") || stderr.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException | SecurityException e) {
      return false;
    }
  }

  @Override
  public void judged(long done, long all) {
    ran(done, all);
  }

  @Override
  public synchronized void ran(long done, long all) {
    long now = System.nanoTime();
    if (!shown || now - last < EVERY_NANOS) {
      return;
    }
    last = now;
    String line = line(zones, what, done, all, (now - began) / 1e9);
    err.print("\r" + line + " ".repeat(Math.max(0, 70 - line.length())));
    err.flush();
    written = true;
  }

  static String line(int zones, String what, long done, long all, double seconds) {
    double perSecond = done / seconds;
    return String.format(
        Locale.ROOT,
        "%d of %d zones, %d of %d %s, %.0f/s, %.0f s left",
        zones * done / all,
        zones,
        done,
        all,
        what,
        perSecond,
        (all - done) / perSecond);
  }

  synchronized void clear() {
    if (written) {
      err.print("\r" + " ".repeat(78) + "\r");
      err.flush();
    }
  }
}
