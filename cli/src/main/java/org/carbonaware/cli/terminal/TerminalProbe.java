package org.carbonaware.cli.terminal;

import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out what standard output and standard error are. */
final class TerminalProbe {
  static final int STDOUT = 1;
  static final int STDERR = 2;

  private static final Path LINKS = Path.of("/proc/self/fd");
  private static final Pattern SIZE = Pattern.compile("\\s*(\\d{1,5})\\s+(\\d{1,5})\\s*");
  private static final int USUAL_WIDTH = 80;
  private static final int USUAL_HEIGHT = 24;

  private TerminalProbe() {}

  /** Rows and columns. */
  record Size(int height, int width) {}

  /** Looks at one of the process's streams. */
  static Terminal look(int stream) {
    boolean interactive = isTerminal(stream);
    Map<String, String> environment = System.getenv();
    Optional<Size> size = interactive ? size() : Optional.empty();
    return of(environment, interactive, size, encoding());
  }

  static Terminal of(
      Map<String, String> environment, boolean interactive, Optional<Size> size, String encoding) {
    boolean dumb = environment.getOrDefault("TERM", "").equals("dumb");
    return new Terminal(
        columns(environment).orElseGet(() -> size.map(Size::width).orElse(USUAL_WIDTH)),
        size.map(Size::height).orElse(USUAL_HEIGHT),
        interactive && !dumb,
        Colors.of(environment, interactive),
        // The console of Linux has no glyphs for eighths of a block.
        isUnicode(encoding) && !environment.getOrDefault("TERM", "").equals("linux"));
  }

  private static Optional<Integer> columns(Map<String, String> environment) {
    String columns = environment.getOrDefault("COLUMNS", "");
    return columns.matches("[1-9]\\d{0,4}")
        ? Optional.of(Integer.valueOf(columns))
        : Optional.empty();
  }

  /**
   * A person's terminal gets what it shows; a file or a pipe gets UTF-8, as documents say of
   * themselves: cron and many containers have no locale to go by.
   */
  static Charset charset(boolean interactive, String encoding) {
    try {
      return interactive ? Charset.forName(encoding) : StandardCharsets.UTF_8;
    } catch (IllegalArgumentException e) {
      return StandardCharsets.UTF_8;
    }
  }

  static Charset charsetOfStdout() {
    return charset(isTerminal(STDOUT), encoding());
  }

  private static boolean isUnicode(String encoding) {
    return encoding.toUpperCase(Locale.ROOT).replace("-", "").startsWith("UTF");
  }

  /**
   * Java derives it from the locale, and from the code page on Windows. What the locale promises
   * and the system lacks comes out as question marks, so that Java's word counts.
   */
  private static String encoding() {
    for (String property :
        new String[] {"stdout.encoding", "sun.stdout.encoding", "native.encoding"}) {
      String known = System.getProperty(property);
      if (known != null && !known.isBlank()) {
        return known;
      }
    }
    return "";
  }

  /**
   * {@link System#console} does not tell: up to Java 21 it also wants a terminal as standard input,
   * from Java 22 on it is there in any case.
   */
  private static boolean isTerminal(int stream) {
    try {
      if (Files.isDirectory(LINKS)) {
        Path link = LINKS.resolve(Integer.toString(stream));
        String file = Files.readSymbolicLink(link).toString();
        return file.startsWith("/dev/pts/")
            || file.startsWith("/dev/tty")
            || file.equals("/dev/console");
      }
    } catch (IOException | UnsupportedOperationException | SecurityException e) {
      return false;
    }
    return File.separatorChar == '\\' ? consoleIsTerminal() : testSaysSo(stream);
  }

  @SuppressWarnings("SystemConsoleNull") // from Java 22 on the console itself is asked
  private static boolean consoleIsTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true; // before Java 22
    }
  }

  private static boolean testSaysSo(int stream) {
    ProcessBuilder test = new ProcessBuilder("sh", "-c", "test -t " + stream)
        .redirectOutput(ProcessBuilder.Redirect.INHERIT)
        .redirectError(ProcessBuilder.Redirect.INHERIT);
    try {
      Process process = test.start();
      return process.waitFor(1, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Optional<Size> size() {
    return Stty.run("size").flatMap(TerminalProbe::size);
  }

  /** Reads what {@code stty size} says; a terminal that does not know its size says 0 0. */
  static Optional<Size> size(String said) {
    Matcher matcher = SIZE.matcher(said);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Size size = new Size(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    return size.width > 0 && size.height > 0 ? Optional.of(size) : Optional.empty();
  }
}
