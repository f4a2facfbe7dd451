package org.carbonaware.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.carbonaware.examples.dl4j.DigitsModel;
import org.carbonaware.examples.dl4j.ImageBatches;
import org.carbonaware.examples.images.Images;
import org.carbonaware.examples.images.RenderedDigits;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FiveLinesTest {
  private static final Images IMAGES = RenderedDigits.generate(42, 64, 10).train();
  private static final int BATCHES = 4;

  private static MultiLayerNetwork fresh() {
    return DigitsModel.MLP.build(IMAGES, 7, BATCHES);
  }

  private static ImageBatches data() {
    return new ImageBatches(IMAGES, 16, 7);
  }

  @Test
  void train() {
    MultiLayerNetwork model = fresh();

    FiveLines.pause(model, data(), 1);

    assertThat(model.getIterationCount()).isEqualTo(BATCHES);
  }

  @Test
  void findWhatIsSaved(@TempDir Path checkpoints) {
    FiveLines.resume(FiveLinesTest::fresh, data(), 2, checkpoints);

    MultiLayerNetwork model = FiveLines.resume(FiveLinesTest::fresh, data(), 2, checkpoints);

    MultiLayerNetwork straight = fresh();
    straight.fit(data(), 2);
    assertThat(model.getIterationCount()).isEqualTo(2 * BATCHES);
    assertThat(model.params()).isEqualTo(straight.params());
  }

  @Test
  void goOnWithMoreEpochs(@TempDir Path checkpoints) {
    FiveLines.resume(FiveLinesTest::fresh, data(), 1, checkpoints);

    MultiLayerNetwork model = FiveLines.resume(FiveLinesTest::fresh, data(), 2, checkpoints);

    MultiLayerNetwork straight = fresh();
    straight.fit(data(), 2);
    assertThat(model.params()).isEqualTo(straight.params());
  }

  @Test
  void areThoseOfTheReadme() throws IOException {
    String source = squeezed(source("FiveLines.java")) + squeezed(source("FiveLinesDjl.java"));
    List<String> shown = new ArrayList<>();
    boolean inside = false;
    for (String line : Files.readAllLines(Path.of("..", "README.md"))) {
      if (line.startsWith("```")) {
        inside = line.equals("```java");
      } else if (inside && !line.isBlank()) {
        shown.add(squeezed(line));
      }
    }

    assertThat(shown)
        .hasSizeGreaterThan(20)
        .allSatisfy(line -> assertThat(source).contains(line));
  }

  private static Path source(String file) {
    return Path.of("src", "main", "java", "org", "carbonaware", "examples", file);
  }

  private static String squeezed(Path file) throws IOException {
    return squeezed(Files.readString(file));
  }

  private static String squeezed(String code) {
    return code.replaceAll("\\s+", "");
  }
}
