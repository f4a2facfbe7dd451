package org.carbonaware.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is made of the committed result is up to date. */
class OverheadPageTest {
  private static final String AGAIN = "it is made from benchmarks/results/micro.json; bring it up"
      + " to date with mvn -pl benchmarks -am test -Dtest=OverheadPageTest"
      + " -Dsurefire.failIfNoSpecifiedTests=false -Doverhead.page=write";
  private static final boolean WRITE = "write".equals(System.getProperty("overhead.page"));

  private OverheadPage page = new OverheadPage(new ObjectMapper().nullNode());

  @BeforeEach
  void readTheResult() throws Exception {
    page = new OverheadPage(
        new ObjectMapper().readTree(Path.of("results/micro.json").toFile()));
  }

  @Test
  void thePageIsUpToDate() throws Exception {
    isUpToDate(Path.of("../docs/overhead.md"), page.markdown());
  }

  @Test
  void thePicturesAreUpToDate() throws Exception {
    isUpToDate(Path.of("../docs/images/overhead-calls.svg"), page.callsChart());
    isUpToDate(Path.of("../docs/images/overhead-checkpoints.svg"), page.checkpointChart());
  }

  @Test
  void theTableOfTheReadmeIsUpToDate() throws Exception {
    Path readme = Path.of("../README.md");
    String text = Files.readString(readme);
    int from = text.indexOf(OverheadPage.BEGIN) + OverheadPage.BEGIN.length();
    int to = text.indexOf(OverheadPage.END);
    assertThat(to).as("the place of the table in README.md").isGreaterThan(from);
    isUpToDate(readme, text.substring(0, from) + "\n" + page.readme() + text.substring(to));
    assertThat(page.readme().lines().filter(line -> line.startsWith("|"))).hasSize(8);
  }

  private static void isUpToDate(Path file, String text) throws Exception {
    if (WRITE) {
      Files.writeString(file, text);
    }
    assertThat(file).as(AGAIN).content().isEqualTo(text);
  }
}
