package org.carbonaware.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.Supplier;
import org.carbonaware.cli.terminal.Terminal;
import org.carbonaware.forecast.ForecastEvaluation;
import org.carbonaware.simulate.Simulation;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** One line on a terminal that says how far a long computation is; nothing anywhere else. */
final class ProgressLine implements Simulation.Progress, ForecastEvaluation.Progress {
  private static final long QUIET_NANOS = 2_000_000_000L;
  private static final long EVERY_NANOS = 500_000_000L;

  private static final int BAR = 16;

  private final PrintWriter err;
  private final Supplier<Terminal> terminals;
  private final String what;
  private final long began = System.nanoTime();
  private final RemainingTime remaining = new RemainingTime();
  private long last = began + QUIET_NANOS - EVERY_NANOS;
  private @Nullable Terminal terminal;
  private int written;

  /** Looks at the terminal when there is something to show, not before. */
  ProgressLine(PrintWriter err, Supplier<Terminal> terminals, String what) {
    this.err = err;
    this.terminals = terminals;
    this.what = what;
  }

  /**
   * Shows nothing yet, and nothing at all in less than two seconds.
   *
   * @param what is counted, such as {@code jobs in 3 zones}
   */
  static ProgressLine of(CommandLine command, String what) {
    Supplier<Terminal> terminals =
        Main.of(command).quiet ? () -> Terminal.plain(0) : Terminal::ofStderr;
    return new ProgressLine(command.getErr(), terminals, what);
  }

  /** So many things of a kind in so many zones. */
  static String inZones(String things, int zones) {
    return zones == 1 ? things : things + " in " + zones + " zones";
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
    long now = System.nanoTime();
    double seconds = (now - began) / 1e9;
    remaining.add(seconds, done);
    if (now - last < EVERY_NANOS) {
      return;
    }
    last = now;
    Terminal seen = terminal == null ? terminals.get() : terminal;
    terminal = seen;
    if (!seen.interactive()) {
      return;
    }
    String left = RemainingTime.words(remaining.seconds(seconds, done, all));
    // Not in the last column, from which some terminals go on to the next line.
    String line = line(what + more, done, all, left, seen.width() - 1);
    err.print("\r" + line + " ".repeat(Math.max(0, written - line.length())));
    err.flush();
    written = line.length();
  }

  /** Says the most that fits: where little does, the bar goes first, then the count. */
  static String line(String what, long done, long all, String left, int width) {
    long most = Math.max(1, Math.max(done, all));
    int full = (int) (BAR * done / most);
    String percent = String.format(Locale.ROOT, "%3d %%", 100 * done / most);
    String bar = " [" + "#".repeat(full) + "-".repeat(BAR - full) + "]";
    String count = String.format(Locale.ROOT, " %d of %d %s", done, all, what);
    String rest = ", " + left;
    for (String line : new String[] {
      percent + bar + count + rest, percent + count + rest, percent + bar + rest, percent + rest
    }) {
      if (line.length() <= width) {
        return line;
      }
    }
    return percent;
  }

  synchronized void clear() {
    if (written > 0) {
      err.print("\r" + " ".repeat(written) + "\r");
      err.flush();
      written = 0;
    }
  }
}
