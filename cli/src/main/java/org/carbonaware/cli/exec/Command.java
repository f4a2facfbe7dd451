package org.carbonaware.cli.exec;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The command line of a program.
 *
 * @param words the program and its arguments, at least one
 */
public record Command(List<String> words) {
  /** The exit code of a program that is not there, as shells give it. */
  public static final int NOT_FOUND = 127;

  /** The exit code of a program that can't be run, as shells give it. */
  public static final int NOT_EXECUTABLE = 126;

  /** Copies the list. */
  public Command {
    words = List.copyOf(words);
    if (words.isEmpty()) {
      throw new IllegalArgumentException("no command: expected a program and its arguments");
    }
  }

  /** A program that can't be run. */
  static final class NotRunnableException extends Exception {
    private static final long serialVersionUID = 1L;
    private final int exitCode;
    private final String what;

    NotRunnableException(int exitCode, String what) {
      super(what);
      this.exitCode = exitCode;
      this.what = what;
    }

    String what() {
      return what;
    }

    int exitCode() {
      return exitCode;
    }
  }

  /**
   * Looks for the program where the system would, so that nobody waits for hours to be told of a
   * slip of the pen.
   */
  void require(Map<String, String> environment) throws NotRunnableException {
    String name = words.get(0);
    boolean isPath = name.contains("/") || name.contains(File.separator);
    if (File.separatorChar == '\\' && !isPath) {
      return; // Windows has rules of its own
    }
    List<Path> candidates = isPath ? paths("", name) : onPath(environment, name);
    if (candidates.stream()
        .anyMatch(path -> Files.isRegularFile(path) && Files.isExecutable(path))) {
      return;
    }
    Path there = candidates.stream().filter(Files::exists).findFirst().orElse(null);
    if (there != null) {
      throw new NotRunnableException(
          NOT_EXECUTABLE, there + " can't be run: expected a file with permission to execute");
    }
    throw new NotRunnableException(
        NOT_FOUND, name + (isPath ? " is not there" : " is in no directory of PATH"));
  }

  private static List<Path> onPath(Map<String, String> environment, String name) {
    String path = environment.getOrDefault("PATH", "/usr/bin:/bin");
    return List.of(path.split(File.pathSeparator, -1)).stream()
        .flatMap(directory -> paths(directory, name).stream())
        .toList();
  }

  private static List<Path> paths(String directory, String name) {
    try {
      return List.of(Path.of(directory, name));
    } catch (InvalidPathException e) {
      return List.of();
    }
  }

  /** What it is called in records: arguments may hold secrets, so only a script's name is told. */
  String label() {
    String program = fileName(words.get(0));
    boolean hasScript = words.size() > 1
        && !words.get(1).startsWith("-")
        && paths("", words.get(1)).stream().anyMatch(Files::isRegularFile);
    return hasScript ? program + " " + fileName(words.get(1)) : program;
  }

  private static String fileName(String path) {
    String[] parts = path.split("[/\\\\]", -1);
    String last = parts[parts.length - 1];
    return last.isEmpty() ? path : last;
  }
}
