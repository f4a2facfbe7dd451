package org.carbonaware.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The whole programs of the pages, with the pages' own configuration, keep the contract that
 * schedulers rely on: 75 where the grid is dirty, then on to 0, and 76 without enough time.
 */
class DocumentedProgramTest {
  private static final Pattern CONFIGURATION =
      Pattern.compile("```yaml\n(# carbon-aware.yaml\n.*?)```", Pattern.DOTALL);

  @TempDir
  Path folder;

  @BeforeEach
  void gridIsDirtyNowAndCleanInSixHours() throws IOException {
    Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS);
    List<String> lines = new ArrayList<>(List.of("timestamp,DE"));
    for (int i = -24 * 15; i <= 48; i++) {
      lines.add(hour.plus(Duration.ofHours(i)) + "," + (Math.floorMod(i, 24) < 6 ? 600 : 100));
    }
    Files.write(folder.resolve("grid.csv"), lines);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dl4j.md", "djl.md"})
  void aProgramIsSuspendedGoesOnAndRefusesWhatComesTooLate(String page) throws Exception {
    JavaBlocks.Shown program = JavaBlocks.program(page);
    String name = program.program().orElseThrow();
    assertThat(JavaBlocks.compile(name, program.code(), folder)).isEmpty();
    Matcher configuration = CONFIGURATION.matcher(Files.readString(Path.of("..", "docs", page)));
    assertThat(configuration.find()).isTrue();
    Files.writeString(folder.resolve("carbon-aware.yaml"), configuration.group(1));

    Ended suspended = run(name, Map.of());
    assertThat(suspended.code()).as(suspended.said()).isEqualTo(75);
    assertThat(suspended.said()).contains("begins", "start it again to go on from there");

    Ended done = run(name, Map.of("CARBON_POLICY_NAME", "run-now"));
    assertThat(done.code()).as(done.said()).isZero();
    assertThat(done.said()).contains("goes on");

    String inSevenHours =
        Instant.now().plus(Duration.ofHours(7)).truncatedTo(ChronoUnit.SECONDS).toString();
    Ended late = run(
        name,
        Map.of("CARBON_JOB_DEADLINE", inSevenHours, "CARBON_CHECKPOINTS_DIRECTORY", "others"));
    assertThat(late.code()).as(late.said()).isEqualTo(76);
  }

  private record Ended(int code, String said) {}

  private Ended run(String program, Map<String, String> variables) throws Exception {
    Path output = folder.resolve("output.txt");
    ProcessBuilder builder = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dai.djl.offline=true",
            "-cp",
            folder + java.io.File.pathSeparator + System.getProperty("java.class.path"),
            program)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(output.toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(variable -> variable.startsWith("CARBON_"));
    environment.putAll(Map.of(
        "CARBON_GRID_SOURCES", "trace",
        "CARBON_GRID_TRACE", "grid.csv",
        "OMP_NUM_THREADS", "1",
        "OPT_OUT_TRACKING", "true"));
    environment.putAll(variables);
    Process process = builder.start();
    try {
      boolean ended = process.waitFor(5, TimeUnit.MINUTES);
      String said = Files.readString(output);
      assertThat(ended).as(said).isTrue();
      return new Ended(process.exitValue(), said);
    } finally {
      process.destroyForcibly();
    }
  }
}
