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

  private static final int WIDTH = 78;
  private static final int BAR = 16;

  private final PrintWriter err;
  private final boolean shown;
  private final String what;
  private final long began = System.nanoTime();
  private final RemainingTime remaining = new RemainingTime();
  private long last = began + QUIET_NANOS - EVERY_NANOS;
  private boolean written;

  private ProgressLine(PrintWriter err, boolean shown, String what) {
    this.err = err;
    this.shown = shown;
    this.what = what;
  }

  /**
   * Shows nothing yet, and nothing at all in less than two seconds.
   *
   * @param what is counted, such as {@code jobs in 3 zones}
   */
  static ProgressLine of(CommandLine command, String what) {
    boolean shown = !Main.of(command).quiet && isTerminal();
    return new ProgressLine(command.getErr(), shown, what);
  }

  /** So many things of a kind in so many zones. */
  static String inZones(String things, int zones) {
    return zones == 1 ? things : things + " in " + zones + " zones";
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
  public void ran(long done, long all) {
    ran(done, all, "");
  }

  /**
   * Some more was done.
   *
   * @param more something else to say, empty for nothing
   */
  synchronized void ran(long done, long all, String more) {
    if (!shown) {
      return;
    }
    long now = System.nanoTime();
    double seconds = (now - began) / 1e9;
    remaining.add(seconds, done);
    if (now - last < EVERY_NANOS) {
      return;
    }
    last = now;
    String left = RemainingTime.words(remaining.seconds(seconds, done, all));
    String line = line(what + more, done, all, left);
    err.print("\r" + line + " ".repeat(Math.max(0, WIDTH - line.length())));
    err.flush();
    written = true;
  }

  static String line(String what, long done, long all, String left) {
    long most = Math.max(1, Math.max(done, all));
    int full = (int) (BAR * done / most);
    String line = String.format(
        Locale.ROOT,
        "%3d %% [%s%s] %d of %d %s, %s",
        100 * done / most,
        "#".repeat(full),
        "-".repeat(BAR - full),
        done,
        all,
        what,
        left);
    return line.length() <= WIDTH ? line : line.substring(0, WIDTH);
  }

  synchronized void clear() {
    if (written) {
      err.print("\r" + " ".repeat(WIDTH) + "\r");
      err.flush();
    }
  }
}
