package org.carbonaware.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is made of the committed result is up to date. */
class OverheadPageTest {
  private static final String AGAIN = "it is made from benchmarks/results/micro*.json; bring it up"
      + " to date with mvn -pl benchmarks -am test -Dtest=OverheadPageTest"
      + " -Dsurefire.failIfNoSpecifiedTests=false -Doverhead.page=write";
  private static final boolean WRITE = "write".equals(System.getProperty("overhead.page"));

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private OverheadPage page = new OverheadPage(List.of());

  @BeforeEach
  void readTheResults() throws Exception {
    page = new OverheadPage(
        List.of(read("results/micro.json"), read("results/micro-checkpoints.json")));
  }

  private static JsonNode read(String file) throws Exception {
    return MAPPER.readTree(Path.of(file).toFile());
  }

  @Test
  void whatWasMeasuredAgainReplacesTheEarlier() throws Exception {
    String result = """
        {"environment": {"cpu": "a CPU", "cpuThreads": 2, "busyBefore": %s, "busyAfter": 0.0},
         "results": [{"name": "%s", "text": "%s", "nanos": {"median": %d, "low95": 1, "high95": 9},
                      "nanosByRound": [1, 2, 3, 4, 5, 6]}]}
        """;
    OverheadPage both = new OverheadPage(List.of(
        MAPPER.readTree(String.format(result, "0.05", "gate-open-1", "open gate", 2)),
        MAPPER.readTree(String.format(result, "0.30", "gate-open-1", "open gate", 7))));
    assertThat(both.markdown())
        .contains("| open gate | 7.00 ns |", "`gate-open-…` measured again later: a CPU")
        .contains("Other programs used up to 30 % of the processors")
        .doesNotContain("2.00 ns", "up to 5 %");
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
