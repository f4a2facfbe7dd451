package org.carbonaware.cli.terminal;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Single keys of the terminal, without waiting for the end of a line and without showing them.
 * Ctrl-C and its like keep their meaning. Safe for several threads.
 */
public final class Keyboard implements AutoCloseable {
  private static final String TERMINAL = "/dev/tty";

  private final String before;
  private final BlockingQueue<Integer> keys = new LinkedBlockingQueue<>();
  private boolean closed;

  private Keyboard(String before) {
    this.before = before;
  }

  /**
   * Takes the keys of this process's terminal until it is closed; then the terminal is as it was.
   *
   * @return the keyboard, or empty if there is no terminal or it can't be set, as on Windows
   */
  public static Optional<Keyboard> open() {
    return Stty.run("-g")
        .filter(before -> Stty.run("-icanon", "-echo").isPresent())
        .map(before -> {
          Keyboard keyboard = new Keyboard(before);
          Thread reader = new Thread(keyboard::read, "carbon-trainer-keys");
          reader.setDaemon(true); // it waits for a key that may never come
          reader.start();
          return keyboard;
        });
  }

  private void read() {
    try (InputStream in = new FileInputStream(TERMINAL)) {
      for (int key = in.read(); key >= 0; key = in.read()) {
        keys.add(key);
      }
    } catch (IOException e) {
      // The terminal is gone, and with it its keys.
    }
  }

  /**
   * Waits for a key.
   *
   * @param patience how long at most
   * @return the key's first byte, or empty if none was pressed
   * @throws InterruptedException if the thread is interrupted meanwhile
   */
  public Optional<Integer> next(Duration patience) throws InterruptedException {
    return Optional.ofNullable(keys.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
  }

  /** Leaves the terminal as it was. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      Stty.run(before);
    }
  }
}
