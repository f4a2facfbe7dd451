package org.carbonaware.control.tck;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A {@link ChildTraining} in a JVM of its own, and what it has said. */
final class ChildProcess {
  private static final long LONGEST_MINUTES = 3;
  private final Process process;
  private final List<Thread> readers;
  private final List<String> said = new CopyOnWriteArrayList<>();
  private final List<String> errors = new CopyOnWriteArrayList<>();

  private ChildProcess(Process process) {
    this.process = process;
    this.readers = List.of(
        reading(process.getInputStream(), this::hear),
        reading(process.getErrorStream(), errors::add));
  }

  static ChildProcess start(Class<?> main, ChildOrder order) throws IOException {
    return start(ChildJvm.plain(), List.of(), List.of(), main, order);
  }

  /**
   * Starts one.
   *
   * @param jvm in which JVM
   * @param wrapper a program and arguments that start another program
   * @param options of the JVM besides
   * @param main the child
   * @param order what it is to do
   */
  static ChildProcess start(
      ChildJvm jvm, List<String> wrapper, List<String> options, Class<?> main, ChildOrder order)
      throws IOException {
    List<String> command = new ArrayList<>(wrapper);
    command.addAll(jvm.command());
    command.addAll(options);
    command.add(main.getName());
    command.addAll(order.toArguments());
    Path place = order.clock().toAbsolutePath().getParent(); // frameworks dump there what they may
    return new ChildProcess(
        new ProcessBuilder(command).directory(place.toFile()).start());
  }

  private Thread reading(InputStream stream, Consumer<String> taker) {
    Thread thread = new Thread(() -> read(stream, taker), "child-output");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void read(InputStream stream, Consumer<String> taker) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        taker.accept(line);
      }
    } catch (IOException e) {
      if (process.isAlive()) {
        throw new UncheckedIOException(e);
      } // else it was killed while it spoke
    }
  }

  private void hear(String line) {
    if (line.endsWith(" .")) {
      said.add(line.substring(0, line.length() - 2));
    }
  }

  /** Waits until it has said something; returns false if it has ended without. */
  boolean awaitSaid(String word) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(LONGEST_MINUTES);
    while (said(word).isEmpty()) {
      if (!outlives(1000)) {
        exitCode();
        return !said(word).isEmpty();
      }
      if (System.nanoTime() > end) {
        throw new AssertionError("does not come so far: " + this);
      }
    }
    return true;
  }

  /** Lets it be for some time; returns whether it is still running then. */
  boolean outlives(long micros) throws InterruptedException {
    return !process.waitFor(micros, TimeUnit.MICROSECONDS);
  }

  /** Kills it, and waits until it is dead and all that it said is heard. */
  void kill() throws InterruptedException {
    // Not Process.destroyForcibly, which also throws away what was said before.
    process.toHandle().destroyForcibly();
    exitCode();
  }

  /** Sends SIGTERM. */
  void terminate() throws IOException {
    process.toHandle().destroy();
    process.getOutputStream().close();
  }

  /** Sends a signal such as STOP. */
  void signal(String name) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
    if (kill.waitFor() != 0) {
      throw new IOException("kill -" + name + " " + process.pid() + " fails");
    }
  }

  int exitCode() throws InterruptedException {
    if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError("does not end: " + this);
    }
    for (Thread reader : readers) {
      reader.join();
    }
    return process.exitValue();
  }

  long pid() {
    return process.pid();
  }

  /** What follows the word in each line that begins with it. */
  List<String> said(String word) {
    return said.stream()
        .filter(line -> line.startsWith(word))
        .map(line -> line.substring(word.length()).strip())
        .toList();
  }

  /** What it wrote where errors are written. */
  String errors() {
    return String.join("\n", errors);
  }

  /** What it said last, for messages. */
  @Override
  public String toString() {
    List<String> last = said.subList(Math.max(0, said.size() - 20), said.size());
    String end = process.isAlive() ? "still runs" : "ended with " + process.exitValue();
    return "the child " + process.pid() + " " + end + "; it said " + last + errors;
  }
}
