package org.carbonaware.control.tck;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A {@link ChildTraining} in a JVM of its own, and what it has said. */
final class ChildProcess {
  private static final long LONGEST_MINUTES = 5;

  private final Process process;
  private final Thread reader;
  private final List<String> said = new CopyOnWriteArrayList<>();
  private final CountDownLatch training = new CountDownLatch(1);
  private final CountDownLatch waiting = new CountDownLatch(1);

  private ChildProcess(Process process) {
    this.process = process;
    this.reader = new Thread(this::read, "child-output");
    reader.setDaemon(true);
    reader.start();
  }

  static ChildProcess start(Class<?> main, Object... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-cp",
        System.getProperty("java.class.path"),
        main.getName()));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return new ChildProcess(new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start());
  }

  private void read() {
    try (BufferedReader lines = new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.endsWith(" .")) {
          said.add(line.substring(0, line.length() - 2));
          if (line.startsWith("checkpoint")) {
            training.countDown();
          } else if (line.startsWith("waiting")) {
            waiting.countDown();
          }
        }
      }
    } catch (IOException e) {
      if (process.isAlive()) {
        throw new UncheckedIOException(e);
      } // else it was killed while it spoke
    } finally {
      training.countDown();
      waiting.countDown();
    }
  }

  /** Waits until it has saved a checkpoint (or has ended). */
  void awaitTraining() throws InterruptedException {
    await(training);
  }

  /** Waits until it waits (or has ended). */
  void awaitWaiting() throws InterruptedException {
    await(waiting);
  }

  private void await(CountDownLatch latch) throws InterruptedException {
    if (!latch.await(LONGEST_MINUTES, TimeUnit.MINUTES)) {
      throw new AssertionError("the child does not come so far; it said " + said);
    }
  }

  /** Returns whether it was still running after some time, and kills it. */
  boolean killAfter(long millis) throws InterruptedException {
    boolean running = !process.waitFor(millis, TimeUnit.MILLISECONDS);
    process.destroyForcibly();
    exitCode();
    return running;
  }

  /** Sends SIGTERM. */
  void terminate() throws IOException {
    process.toHandle().destroy();
    process.getOutputStream().close();
  }

  int exitCode() throws InterruptedException {
    if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError("the child does not end; it said " + said);
    }
    reader.join();
    return process.exitValue();
  }

  /** What follows the word in each line that begins with it. */
  List<String> said(String word) {
    return said.stream()
        .filter(line -> line.startsWith(word))
        .map(line -> line.substring(word.length()).strip())
        .toList();
  }
}
