package org.carbonaware.grid.tck;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** All that is logged, by this library through SLF4J too, at every level, until it is closed. */
public final class LoggedText implements AutoCloseable {
  private final Logger root = Logger.getLogger("");
  private final Level before = root.getLevel();
  private final Queue<String> entries = new ConcurrentLinkedQueue<>();
  private final Handler handler = new Handler() {
    @Override
    public void publish(LogRecord entry) {
      entries.add(entry.getLoggerName() + " " + entry.getMessage() + " "
          + Arrays.toString(entry.getParameters()) + " " + trace(entry.getThrown()));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  };

  /** Begins to listen. */
  public LoggedText() {
    handler.setLevel(Level.ALL);
    root.addHandler(handler);
    root.setLevel(Level.ALL);
  }

  /** With all causes and all that was suppressed. */
  private static String trace(@Nullable Throwable thrown) {
    StringWriter text = new StringWriter();
    if (thrown != null) {
      thrown.printStackTrace(new PrintWriter(text));
    }
    return text.toString();
  }

  /** What was logged until now. */
  public String text() {
    return String.join("\n", entries);
  }

  @Override
  public void close() {
    root.removeHandler(handler);
    root.setLevel(before);
  }
}
