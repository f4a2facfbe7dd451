package org.carbonaware.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.carbonaware.CarbonAwareException;
import org.carbonaware.ledger.Ledger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Finds the file of a run in a ledger's directory. */
final class RecordedRuns {
  private static final String SUFFIX = ".jsonl";
  private static final int MOST_CANDIDATES = 4;

  private RecordedRuns() {}

  /**
   * The file of a run.
   *
   * @param ledger a directory, or the file of one run
   * @param run the run's name or how it begins; null for the newest
   * @throws ParameterException if there is no such directory or run, or several runs are meant
   */
  static Path find(CommandLine command, Path ledger, @Nullable String run) {
    if (Files.isRegularFile(ledger) && run == null) {
      return ledger;
    }
    if (!Files.isDirectory(ledger)) {
      String what = Files.exists(ledger) ? " is no directory" : " is not there";
      throw new ParameterException(
          command,
          ledger + what + "; expected the directory that Ledger.in(...) was given in the training");
    }
    List<Path> files = Ledger.files(ledger);
    if (files.isEmpty()) {
      throw new CarbonAwareException(ledger
          + " holds no run yet; expected files such as run-20260302T000000Z-1a2b3c4d" + SUFFIX);
    }
    return run == null ? files.get(files.size() - 1) : find(command, files, run);
  }

  private static Path find(CommandLine command, List<Path> files, String run) {
    List<Path> found = files.stream().filter(file -> name(file).equals(run)).toList();
    if (found.isEmpty() && !run.isEmpty()) {
      found = files.stream()
          .filter(file -> name(file).startsWith(run) || name(file).startsWith("run-" + run))
          .toList();
    }
    if (found.size() == 1) {
      return found.get(0);
    }
    throw new ParameterException(
        command,
        found.isEmpty()
            ? "--run " + run + ": no run begins like that; there are " + listed(files)
            : "--run " + run + " means " + found.size() + " runs: " + listed(found)
                + "; expected more of its name");
  }

  /** The newest ones first. */
  private static String listed(List<Path> files) {
    int left = Math.max(0, files.size() - MOST_CANDIDATES);
    String names = IntStream.range(left, files.size())
        .map(i -> files.size() - 1 - (i - left))
        .mapToObj(i -> name(files.get(i)))
        .collect(Collectors.joining(", "));
    return left == 0 ? names : names + " and " + left + " older";
  }

  private static String name(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
  }
}
