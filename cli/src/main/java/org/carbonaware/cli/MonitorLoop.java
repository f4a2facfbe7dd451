package org.carbonaware.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.carbonaware.cli.terminal.Keyboard;
import org.carbonaware.cli.terminal.Line;
import org.carbonaware.cli.terminal.Screen;
import org.carbonaware.cli.terminal.Terminal;
import org.carbonaware.cli.terminal.Tone;
import picocli.CommandLine;

/**
 * Looks at the grids again and again: on a terminal in place, until q is pressed; elsewhere a line
 * for each zone and look. Ctrl-C and its like leave the terminal as it was.
 */
final class MonitorLoop {
  private static final Duration GLANCE = Duration.ofSeconds(1);

  private final CommandLine command;
  private final Duration interval;
  private final long waitNanos;
  private int firstZone;

  /**
   * A loop.
   *
   * @param interval how much time passes between looks
   * @param speed how many times as fast it passes
   */
  MonitorLoop(CommandLine command, Duration interval, double speed) {
    this.command = command;
    this.interval = interval;
    this.waitNanos = (long) Math.min(Long.MAX_VALUE / 2.0, interval.toNanos() / speed);
  }

  /** Runs until it is ended, or there is no next look; then it tells an exit code. */
  int run(Terminal terminal, BooleanSupplier next, Supplier<MonitorView> look)
      throws InterruptedException {
    return terminal.interactive() ? onScreen(next, look) : asLines(next, look);
  }

  private int asLines(BooleanSupplier next, Supplier<MonitorView> look)
      throws InterruptedException {
    PrintWriter out = command.getOut();
    do {
      look.get().log().forEach(out::println);
      if (out.checkError()) {
        return ExitCodes.DONE; // the reader has gone, as head does
      }
      for (long end = System.nanoTime() + waitNanos; System.nanoTime() < end; ) {
        LockSupport.parkNanos(end - System.nanoTime());
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
      }
    } while (next.getAsBoolean());
    Main.of(command).note(command, "the trace has ended");
    return ExitCodes.DONE;
  }

  private int onScreen(BooleanSupplier next, Supplier<MonitorView> look)
      throws InterruptedException {
    Optional<Keyboard> keyboard = Keyboard.open();
    Screen screen = new Screen(command.getOut());
    Thread restore = new Thread(() -> close(screen, keyboard), "carbon-trainer-restore");
    Runtime.getRuntime().addShutdownHook(restore);
    try {
      screen.draw(List.of(Line.of("asking the grid ...", Tone.MUTED)), terminal());
      do {
        MonitorView view = look.get();
        if (waits(view, screen, keyboard)) {
          return ExitCodes.DONE;
        }
      } while (next.getAsBoolean());
    } finally {
      close(screen, keyboard);
      removeHook(restore);
    }
    Main.of(command).note(command, "the trace has ended");
    return ExitCodes.DONE;
  }

  /** Shows a view until the next look is due; tells whether to end. */
  private boolean waits(MonitorView view, Screen screen, Optional<Keyboard> keyboard)
      throws InterruptedException {
    Instant next = view.at().plus(interval);
    Terminal shown = terminal();
    screen.draw(view.screen(shown, next, firstZone), shown);
    long end = System.nanoTime() + waitNanos;
    for (long left = waitNanos; left > 0; left = end - System.nanoTime()) {
      Duration glance = Duration.ofNanos(Math.min(left, GLANCE.toNanos()));
      Optional<Integer> key = keyboard.isPresent() ? keyboard.get().next(glance) : rest(glance);
      if (key.filter(MonitorLoop::ends).isPresent()) {
        return true;
      }
      if (key.filter(pressed -> pressed == 'n').isPresent()) {
        firstZone = (firstZone + 1) % view.looks().size();
      }
      Terminal now = terminal();
      if (key.isPresent() || !now.equals(shown)) {
        shown = now;
        screen.draw(view.screen(shown, next, firstZone), shown);
      }
    }
    return false;
  }

  private static boolean ends(int key) {
    return key == 'q' || key == 'Q';
  }

  private static Optional<Integer> rest(Duration glance) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(glance.toNanos());
    return Optional.empty();
  }

  private Terminal terminal() {
    return Main.of(command).terminal();
  }

  private static void close(Screen screen, Optional<Keyboard> keyboard) {
    screen.close();
    keyboard.ifPresent(Keyboard::close);
  }

  private static void removeHook(Thread restore) {
    try {
      Runtime.getRuntime().removeShutdownHook(restore);
    } catch (IllegalStateException e) {
      // The process is being ended, and the hook has done its work.
    }
  }
}
