package org.carbonaware.cli.terminal;

import java.io.PrintWriter;
import java.util.List;

/**
 * Pictures that replace each other in place, on the terminal's second screen, each written at once
 * and over the one before, so that nothing flickers. Closing brings back the first screen with what
 * was on it, and the last picture below. Safe for two threads, as when the process is ended by a
 * signal.
 */
public final class Screen implements AutoCloseable {
  private static final String ESCAPE = "\u001b[";
  private static final String ENTER = ESCAPE + "?1049h" + ESCAPE + "?25l" + ESCAPE + "2J";
  private static final String LEAVE = ESCAPE + "?25h" + ESCAPE + "?1049l";
  private static final String TO_THE_END_OF_THE_LINE = ESCAPE + "K";
  private static final String TO_THE_END = ESCAPE + "J";

  private final PrintWriter out;
  private boolean entered;
  private boolean closed;
  private String last = "";

  /**
   * A screen that shows nothing yet.
   *
   * @param out the terminal
   */
  public Screen(PrintWriter out) {
    this.out = out;
  }

  /**
   * Shows a picture; what is too wide or too high is cut.
   *
   * @param lines the picture
   * @param terminal the terminal with its present size
   */
  public synchronized void draw(List<Line> lines, Terminal terminal) {
    if (closed) {
      return;
    }
    StringBuilder picture =
        new StringBuilder(entered ? "" : ENTER).append(ESCAPE).append("H");
    int shown = Math.min(lines.size(), terminal.height());
    for (int i = 0; i < shown; i++) {
      picture
          .append(i == 0 ? "" : "\r\n")
          .append(lines.get(i).cutTo(terminal.width(), terminal).on(terminal))
          .append(TO_THE_END_OF_THE_LINE);
    }
    picture.append(TO_THE_END);
    entered = true;
    last = terminal.print(lines);
    out.print(picture);
    out.flush();
  }

  /** Leaves the terminal as it was, with the last picture on it. */
  @Override
  public synchronized void close() {
    if (!closed && entered) {
      out.print(LEAVE + last);
      out.flush();
    }
    closed = true;
  }
}
