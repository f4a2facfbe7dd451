package org.carbonaware.djl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * With natives on the class path and the two variables set, DJL asks for nothing on the network.
 */
class OfflineTest {
  @Test
  void trainsWithoutAConnection() throws IOException, InterruptedException {
    List<String> said = run(Map.of("DJL_OFFLINE", "true", "OPT_OUT_TRACKING", "true"));
    assertThat(said).containsExactly("trained 12 batches");
  }

  @Test
  void wouldNoticeOne() throws IOException, InterruptedException {
    List<String> said = run(Map.of("DJL_OFFLINE", "false", "OPT_OUT_TRACKING", "false"));
    assertThat(said).last().isEqualTo("trained 12 batches");
    assertThat(said).first().asString().startsWith("asked for http://169.254.169.254"); // telemetry
  }

  private static List<String> run(Map<String, String> environment)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            WatchedTraining.class.getName())
        .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(environment);
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("ends by itself").isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output.lines().toList();
  }
}
