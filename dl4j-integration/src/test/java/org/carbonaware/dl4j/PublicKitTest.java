package org.carbonaware.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.carbonaware.checkpoint.fidelity.FidelityReport;
import org.carbonaware.checkpoint.fidelity.ResumeFidelity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kit in a user's hands: by its documented lines, on a class path without a test framework. */
class PublicKitTest {
  @TempDir
  private Path directory;

  @Test
  void printsItsReportWithoutATestFramework() throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            KitUser.class.getName(),
            directory.resolve("fidelity").toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("CLASSPATH", classPathWithoutTestFrameworks());
    Process process = builder.start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();

    assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("ends by itself").isTrue();
    assertThat(process.exitValue()).isZero();
    assertThat(output)
        .isEqualTo("my model, 40 batches, resumed after 23 in the same JVM: exact, bit for bit");
  }

  @Test
  void noticesDataThatIsNotTheSameInEveryProcess() {
    AtomicInteger process = new AtomicInteger();
    FidelityReport report = ResumeFidelity.check(
        Dl4jFidelityScenario.of(
            "forgetful data",
            () -> ToyModels.layered(ToyModels.Feature.PLAIN, ToyModels.Updater.ADAM),
            () -> {
              ToyData data = ToyData.flat(12);
              if (process.incrementAndGet() == 3) {
                data.reset(); // the resumed one sees another order
              }
              return data;
            }),
        30,
        17,
        directory);

    assertThat(report.exact()).isFalse();
    assertThat(report.summary()).contains("NOT exact", "array parameters.bin differs", "loss of");
  }

  private static String classPathWithoutTestFrameworks() {
    String all = System.getProperty("java.class.path");
    return Arrays.stream(all.split(File.pathSeparator))
        .filter(entry -> !entry.matches(".*(junit|assertj|opentest4j|apiguardian|archunit).*jar"))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
