package org.carbonaware.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tool on a real terminal, that of tmux, with the keys a person presses. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class TerminalScreensTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final String[] SIMULATE = {
    "simulate",
    "--trace=grids.csv",
    "--zone=DE",
    "--work=6h",
    "--slack=18h",
    "--policy=run-now,threshold,plan,optimal-switching",
    "--forecast=weekly",
    "--start=2024-01-20T06:00Z"
  };
  private static final String[] FORECAST = {
    "forecast",
    "--trace=grids.csv",
    "--zone=DE",
    "--at=2024-01-20T06:00Z",
    "--model=weekly",
    "--hours=36",
    "--duration=6h"
  };

  private final String server = "carbon-" + UUID.randomUUID();

  @TempDir
  Path folder;

  @BeforeEach
  void needsTmux() throws Exception {
    assumeTrue(isThere("tmux"), "tmux is not installed");
    SampleTrace.write(folder);
  }

  @AfterEach
  void endTmux() throws Exception {
    if (isThere("tmux")) {
      tmux("kill-server");
    }
  }

  private static boolean isThere(String program) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }

  private String tmux(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("tmux", "-L", server, "-f", "/dev/null"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().remove("TMUX");
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }

  /** Runs the tool in a window; when it ends, the window says with which code. */
  private void start(int width, int height, String environment, String... arguments)
      throws Exception {
    String tool = String.join(
        " ",
        "env LC_ALL=C.UTF-8 " + environment,
        "'" + Path.of(System.getProperty("java.home"), "bin", "java") + "'",
        "-XX:TieredStopAtLevel=1 -cp '" + classPath() + "'",
        Main.class.getName(),
        Arrays.stream(arguments).collect(Collectors.joining(" ")));
    String script = "trap : INT; cd '" + folder + "'; stty -g > before; " + tool
        + "; echo ended with $?; stty -g > after; sleep 600";
    Path file = Files.writeString(folder.resolve("run.sh"), script);
    tmux(
        "new-session",
        "-d",
        "-x",
        String.valueOf(width),
        "-y",
        String.valueOf(height),
        "sh " + file);
  }

  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(":"))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(":"));
  }

  private String screen(boolean colours, Predicate<String> wanted) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    String shown;
    do {
      shown = colours ? tmux("capture-pane", "-p", "-e") : tmux("capture-pane", "-p");
      if (wanted.test(shown)) {
        return shown;
      }
      LockSupport.parkNanos(50_000_000);
    } while (System.nanoTime() < end);
    throw new AssertionError("not what is wanted after " + PATIENCE + ":\n" + shown);
  }

  private static boolean isDrawn(String screen) {
    return screen.contains("hours: ") && screen.contains("quit");
  }

  @ParameterizedTest
  @CsvSource({"80, 24, false", "80, 24, true", "120, 40, false", "120, 40, true"})
  void itFillsTheScreenAsItWasLookedAt(int width, int height, boolean colours) throws Exception {
    start(
        width,
        height,
        colours ? "COLORTERM=truecolor" : "NO_COLOR=1",
        "monitor",
        "--trace=grids.csv",
        "--at=2024-01-20T12:00Z",
        "--threshold=330");
    String shown = screen(colours, TerminalScreensTest::isDrawn);
    Goldens.assertSame(
        "monitor-tmux-" + width + (colours ? "-colour.txt" : "-plain.txt"),
        colours ? TerminalColours.readable(shown) : shown);
  }

  @ParameterizedTest
  @CsvSource({"80, false", "80, true", "120, false", "120, true"})
  void comparedRegionsFitTheScreenAsTheyWereLookedAt(int width, boolean colours) throws Exception {
    start(
        width,
        24,
        colours ? "COLORTERM=truecolor" : "NO_COLOR=1",
        "compare-regions",
        "--trace=grids.csv",
        "--work=12h",
        "--slack=24h");
    String shown = screen(colours, text -> text.contains("ended with"));
    assertThat(shown).contains("ended with 0");
    Goldens.assertSame(
        "regions-tmux-" + width + (colours ? "-colour.txt" : "-plain.txt"),
        colours ? TerminalColours.readable(shown) : shown);
  }

  private String ended(boolean colours) throws Exception {
    String shown = screen(colours, text -> text.contains("ended with"));
    assertThat(shown).contains("ended with 0");
    return (colours ? TerminalColours.readable(shown) : shown)
        .replaceAll("took\\s+[0-9.]+ s", "took 0.1 s");
  }

  @ParameterizedTest
  @CsvSource({
    "simulate, 40, false",
    "simulate, 80, false",
    "simulate, 80, true",
    "simulate, 120, false",
    "simulate, 120, true",
    "simulate, 200, false",
    "forecast, 40, false",
    "forecast, 80, false",
    "forecast, 80, true",
    "forecast, 120, false",
    "forecast, 120, true",
    "forecast, 200, false"
  })
  void aSimulationAndAForecastFitTheScreenAsTheyWereLookedAt(
      String command, int width, boolean colours) throws Exception {
    start(
        width,
        60,
        colours ? "COLORTERM=truecolor" : "NO_COLOR=1",
        command.equals("simulate") ? SIMULATE : FORECAST);
    Goldens.assertSame(
        command + "-tmux-" + width + (colours ? "-colour.txt" : "-plain.txt"), ended(colours));
  }

  @ParameterizedTest
  @CsvSource({"simulate, ####", "forecast, ****"})
  void withoutALocaleAllOfItIsAscii(String command, String drawn) throws Exception {
    start(80, 60, "LC_ALL=C NO_COLOR=1", command.equals("simulate") ? SIMULATE : FORECAST);
    assertThat(ended(false)).contains(drawn).doesNotContainPattern("[^\\x00-\\x7f]");
  }

  @Test
  void aDumbTerminalGetsTheTableAlone() throws Exception {
    start(80, 60, "TERM=dumb", SIMULATE);
    assertThat(ended(false)).contains("forecast none: run-now").doesNotContain("could be saved");
  }

  @Test
  void qEndsItWithCode0AndLeavesTheTerminalAsItWas() throws Exception {
    start(80, 24, "NO_COLOR=1", "monitor", "--trace=grids.csv", "--at=2024-01-20T12:00Z");
    screen(false, TerminalScreensTest::isDrawn);
    tmux("send-keys", "n");
    screen(false, shown -> shown.contains("FR (France)"));
    tmux("send-keys", "q");
    String after = screen(false, shown -> shown.contains("ended with"));
    assertThat(after).contains("ended with 0", "FR (France)");
    assertThatTheTerminalIsAsItWas();
  }

  @Test
  void ctrlCEndsItWithCode130AndLeavesTheTerminalAsItWas() throws Exception {
    start(80, 24, "NO_COLOR=1", "monitor", "--trace=grids.csv", "--at=2024-01-20T12:00Z");
    screen(false, TerminalScreensTest::isDrawn);
    tmux("send-keys", "C-c");
    assertThat(screen(false, shown -> shown.contains("ended with"))).contains("ended with 130");
    assertThatTheTerminalIsAsItWas();
  }

  private void assertThatTheTerminalIsAsItWas() throws Exception {
    screen(false, shown -> isWritten("after"));
    assertThat(folder.resolve("after")).hasSameTextualContentAs(folder.resolve("before"));
    assertThat(tmux("display-message", "-p", "#{alternate_on} #{cursor_flag}").strip())
        .isEqualTo("0 1");
  }

  private boolean isWritten(String file) {
    try {
      return Files.exists(folder.resolve(file)) && Files.size(folder.resolve(file)) > 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void aReplayGoesOnInPlaceAndFollowsTheWindowsSize() throws Exception {
    start(
        80,
        24,
        "NO_COLOR=1",
        "monitor",
        "--trace=grids.csv",
        "--at=2024-01-20T12:00Z",
        "--zone=DE",
        "--interval=1h",
        "--speed=3600");
    screen(false, shown -> isDrawn(shown) && !shown.contains("12:00 UTC"));
    tmux("resize-window", "-x", "60", "-y", "20");
    String narrow = screen(false, shown -> shown.contains("a column is the mean of 2 h"));
    assertThat(narrow.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(60));
  }

  @Test
  void withoutATerminalTypeThereArePlainLines() throws Exception {
    start(
        80,
        24,
        "TERM=dumb",
        "monitor",
        "--trace=grids.csv",
        "--at=2024-01-30T22:00Z",
        "--zone=DE",
        "--interval=1h",
        "--speed=1e9");
    assertThat(screen(false, shown -> shown.contains("ended with")))
        .contains("2024-01-30T23:00:00Z  DE  ", "the trace has ended", "ended with 0");
  }
}
