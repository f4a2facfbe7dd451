package org.carbonaware.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Gives each command its hostile file, and prints a row for each: name, seconds, peak memory of the
 * process in MB, exit code, how many characters it printed, and what it said.
 *
 * <p>Arguments: a folder, the bytes of a file, the seconds a command may take, and how the names of
 * cases begin, all without any.
 */
final class HostileRun {
  private final Path folder;
  private final long bytes;
  private final long seconds;
  private final Path sample;
  private final Path ledger;

  private HostileRun(Path folder, long bytes, long seconds) throws IOException {
    this.folder = folder;
    this.bytes = bytes;
    this.seconds = seconds;
    this.sample = folder.resolve("sample.csv");
    this.ledger = folder.resolve("sample.jsonl");
    CommandRun.of(
        "generate-sample-data",
        "--zone",
        "DE",
        "--start",
        "2024-01-01T00:00Z",
        "--days",
        "20",
        "--out",
        sample.toString());
    Files.writeString(ledger, HostileCases.STARTED);
  }

  public static void main(String[] arguments) throws Exception {
    HostileRun run = new HostileRun(
        Path.of(arguments[0]), Long.parseLong(arguments[1]), Long.parseLong(arguments[2]));
    List<String> wanted = List.of(arguments).subList(3, arguments.length);
    for (HostileCases.Case each : HostileCases.all()) {
      if (wanted.isEmpty() || wanted.stream().anyMatch(each.name()::startsWith)) {
        run.run(each);
      }
    }
    System.exit(0); // one that hangs would keep this process
  }

  private void run(HostileCases.Case each) throws Exception {
    Path own = Files.createTempDirectory(folder, "case");
    Path file = own.resolve(each.file());
    each.maker().make(file, bytes);
    List<String> command = each.command().stream()
        .map(word -> word.replace("FILE", file.toString())
            .replace("FOLDER", own.toString())
            .replace("SAMPLE", sample.toString())
            .replace("LEDGER", ledger.toString()))
        .toList();
    Files.writeString(Path.of("/proc/self/clear_refs"), "5"); // the peak begins anew
    long begin = System.nanoTime();
    String said = said(command);
    System.out.printf(
        Locale.ROOT,
        "%s\t%.1f\t%d\t%s%n",
        each.name(),
        (System.nanoTime() - begin) / 1e9,
        peak(),
        said.replace(own.toString() + "/", ""));
    delete(own);
  }

  private String said(List<String> command) throws InterruptedException {
    FutureTask<String> task = new FutureTask<>(() -> {
      CommandRun run = CommandRun.of(command.toArray(String[]::new));
      return run.exitCode() + "\t" + run.stdout().length() + "\t"
          + run.stderr().strip().replace("\n", "⏎").replace("\t", " ");
    });
    Thread thread = new Thread(task, "case");
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(seconds, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      Throwable cause = Objects.requireNonNull(e.getCause());
      return "FAILED\t0\t" + cause + own(cause.getStackTrace());
    } catch (TimeoutException e) {
      return "HANGS\t0\t" + own(thread.getStackTrace());
    }
  }

  /** Where in our code. */
  private static String own(StackTraceElement[] trace) {
    return Stream.of(trace)
        .filter(each -> each.getClassName().startsWith("org.carbonaware"))
        .limit(3)
        .map(each -> " at " + each)
        .collect(Collectors.joining());
  }

  private static long peak() throws IOException {
    return Files.readString(Path.of("/proc/self/status"))
            .lines()
            .filter(line -> line.startsWith("VmHWM"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
            .sum()
        / 1024;
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.walk(folder)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : all) {
      if (Files.exists(each, LinkOption.NOFOLLOW_LINKS)) {
        Files.delete(each);
      }
    }
  }
}
