package org.carbonaware.benchmarks.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingPageTest {
  private static final Path PAGE = Path.of("..", "docs", "training-overhead.md");

  @TempDir
  Path folder;

  @Test
  void thePageShowsWhatTheFilesSay() throws Exception {
    assertThat(TrainingPage.of(PAGE))
        .as("write it with: java -jar benchmarks/target/benchmarks.jar training --page docs/"
            + "training-overhead.md")
        .isEqualTo(Files.readString(PAGE));
  }

  @Test
  void figuresAreWrittenBetweenTheCommentsAndNowhereElse() throws Exception {
    Files.writeString(folder.resolve("x.json"), """
        {"environment": {"cpu": "Slow", "cpuThreads": 2, "commit": "abc"}, "results": [
          {"name": "fake-mlp-cpu", "framework": "Fake 1", "arms": [
            {"name": "bare", "millisPerBatch": {"median": 2}},
            {"name": "ours", "ratioToBare": {"median": 1.5, "low95": 1.25, "high95": 1.75}}]}]}
        """);
    Path page = Files.writeString(folder.resolve("page.md"), """
        before
        <!-- figures: x.json -->
        old
        <!-- end of figures -->
        after
        """);

    TrainingPage.write(page);

    String written = Files.readString(page);
    assertThat(written)
        .startsWith("before\n<!-- figures: x.json -->\n")
        .endsWith("<!-- end of figures -->\nafter\n")
        .contains("on Slow, 2 threads", "commit abc", "| MLP, 2.000 ms a batch |")
        .contains("| the carbon-aware listener, the gate open | 1.5000 (1.2500 to 1.7500) |")
        .doesNotContain("old", "null", "NaN");
    TrainingPage.write(page);
    assertThat(Files.readString(page)).as("a second time").isEqualTo(written);
  }
}
