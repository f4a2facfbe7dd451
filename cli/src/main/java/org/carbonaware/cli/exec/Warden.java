package org.carbonaware.cli.exec;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * A small shell that sends signals for this process, and when this process is gone, killed too,
 * ends the program it had started: nothing stays stopped for ever. Java alone can do neither. Safe
 * for several threads; blocks for a few milliseconds.
 */
final class Warden implements AutoCloseable {
  private static final String SCRIPT = script();

  private final String mark;
  private Process shell;
  private long root;

  private Warden(String mark, Process shell) {
    this.mark = mark;
    this.shell = shell;
  }

  /**
   * Starts the shell.
   *
   * @param mark what the environment of all processes of the program holds, and of no other
   * @throws IOException if this system has no {@code sh}
   */
  static Warden start(String mark) throws IOException {
    return new Warden(mark, shell(mark));
  }

  private static Process shell(String mark) throws IOException {
    return new ProcessBuilder("sh", "-c", SCRIPT, "carbon-trainer-warden", mark)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static String script() {
    try (InputStream in = Warden.class.getResourceAsStream("warden.sh")) {
      return in == null ? "exit 1" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The program's first process from now on; 0 when it has ended. */
  synchronized void watch(long pid) {
    root = pid;
    say("root " + pid);
  }

  /**
   * Sends a signal; processes that are gone are passed over.
   *
   * @param signal its name without SIG, such as {@code STOP}
   */
  synchronized void signal(String signal, Collection<Long> pids) {
    if (!pids.isEmpty()) {
      say(signal + " " + pids.stream().map(String::valueOf).collect(Collectors.joining(" ")));
    }
  }

  /** A shell that somebody ended is replaced once: without it a pause could not end. */
  private void say(String line) {
    try {
      exchange(line);
    } catch (IOException e) {
      try {
        shell = shell(mark);
        exchange("root " + root);
        exchange(line);
      } catch (IOException again) {
        throw new UncheckedIOException("no shell to send signals with", again);
      }
    }
  }

  @SuppressWarnings("resource") // the streams belong to the process
  private void exchange(String line) throws IOException {
    BufferedWriter in = shell.outputWriter(StandardCharsets.US_ASCII);
    BufferedReader out = shell.inputReader(StandardCharsets.US_ASCII);
    in.write(line);
    in.newLine();
    in.flush();
    if (out.readLine() == null) {
      throw new IOException("the shell has ended");
    }
  }

  /** For tests: what the shell sees when this process is killed. */
  synchronized void abandon() throws IOException {
    shell.getOutputStream().close();
  }

  /** Lets the program be, and ends the shell. */
  @Override
  public synchronized void close() {
    try (BufferedWriter in = shell.outputWriter(StandardCharsets.US_ASCII)) {
      in.write("bye");
      in.newLine();
    } catch (IOException e) {
      shell.destroy(); // it has ended already
    }
  }
}
