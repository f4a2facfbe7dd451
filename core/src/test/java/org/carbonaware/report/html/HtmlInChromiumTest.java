package org.carbonaware.report.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.carbonaware.ledger.RunAccount;
import org.carbonaware.ledger.SampleAccount;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Pages as a browser shows them. Needs Chromium; without it these tests are skipped, or fail where
 * CI=true. Pictures of the pages are written to target/report-html. The system property
 * {@code report.html} names one more page, such as the demo's.
 */
class HtmlInChromiumTest {
  private static final Path PICTURES = Path.of("target", "report-html");

  @TempDir(cleanup = CleanupMode.NEVER) // Chromium may still write when it is gone
  static Path folder;

  private static Optional<Chromium> browser = Optional.empty();

  @BeforeAll
  static void start() throws Exception {
    Optional<Path> program = Chromium.installed();
    if (!"true".equals(System.getenv("CI"))) {
      assumeTrue(program.isPresent(), "no chromium on the PATH (Debian's package chromium)");
    }
    assertThat(program).as("chromium on the PATH (Debian's package chromium)").isPresent();
    Files.createDirectories(PICTURES);
    browser = Optional.of(new Chromium(program.get(), folder.resolve("profile")));
  }

  @AfterAll
  static void stop() {
    browser.ifPresent(Chromium::close);
  }

  static Stream<Arguments> pages() throws IOException {
    Stream.Builder<Arguments> pages = Stream.builder();
    Files.createDirectories(folder);
    add(pages, "sample", write("sample", SampleAccount.make()));
    add(pages, "noisy", write("noisy", OddAccounts.noisy()));
    add(pages, "decisive", write("decisive", OddAccounts.decisive()));
    add(pages, "hostile", write("hostile", OddAccounts.hostile()));
    add(pages, "three-years", write("three-years", OddAccounts.threeYears()));
    add(pages, "five-seconds", write("five-seconds", OddAccounts.fiveSeconds()));
    add(pages, "empty", write("empty", OddAccounts.empty()));
    add(pages, "forecast", write("forecast", SamplePages.forecast()));
    add(pages, "forecasts", write("forecasts", SamplePages.forecasts()));
    add(pages, "simulation", write("simulation", SamplePages.year()));
    add(pages, "one-start", write("one-start", SamplePages.oneStart()));
    add(pages, "flat", write("flat", SamplePages.flat()));
    String given = System.getProperty("report.html", "");
    if (!given.isEmpty()) {
      add(pages, "given", Path.of(given).toUri());
    }
    return pages.build();
  }

  private static void add(Stream.Builder<Arguments> pages, String name, URI page) {
    for (int width : new int[] {1280, 390}) {
      for (String scheme : List.of("light", "dark")) {
        pages.add(Arguments.of(name, page, width, scheme));
      }
    }
  }

  private static URI write(String name, RunAccount run) throws IOException {
    return write(name, HtmlReport.of(run));
  }

  private static URI write(String name, String page) throws IOException {
    return Files.writeString(folder.resolve(name + ".html"), page).toUri();
  }

  @ParameterizedTest(name = "{0} at {2} px, {3}")
  @MethodSource("pages")
  void showsThePageAsItIsMeant(String name, URI page, int width, String scheme) throws Exception {
    Chromium chromium = browser.orElseThrow();
    chromium.open(page, width, scheme);
    assertThat(chromium.evaluate("innerWidth").asInt()).isEqualTo(width);
    List<String> wrong = Stream.of(chromium.evaluate(checks()))
        .flatMap(found -> Stream.iterate(0, i -> i < found.size(), i -> i + 1).map(found::get))
        .map(node -> node.asText())
        .toList();
    Files.write(
        PICTURES.resolve(name + "-" + width + "-" + scheme + ".png"),
        chromium.screenshot(width, 12_000));
    assertThat(wrong).isEmpty();
    assertThat(chromium.requests()).containsExactly(page.toString());
    assertThat(chromium.console()).isEmpty();
  }

  private static String checks() throws IOException {
    try (InputStream in = HtmlInChromiumTest.class.getResourceAsStream("page-checks.js")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void opensItsTablesOnPaperAndPrintsInkOnWhite() throws Exception {
    Chromium chromium = browser.orElseThrow();
    chromium.open(write("paper", SampleAccount.make()), 1280, "dark");
    String visible = "document.querySelector('#hours td').checkVisibility()";
    assertThat(chromium.evaluate(visible).asBoolean()).isFalse();
    chromium.media("print", "dark");
    assertThat(chromium.evaluate(visible).asBoolean()).isTrue();
    assertThat(
            chromium.evaluate("getComputedStyle(document.body).backgroundColor").asText())
        .isEqualTo("rgb(255, 255, 255)");
  }

  /** Only a page that asks for something shows that the list of requests can tell. */
  @Test
  void seesWhatAPageAsksForAndComplainsOf() throws Exception {
    Chromium chromium = browser.orElseThrow();
    Path page = Files.writeString(folder.resolve("asking.html"), """
        <!DOCTYPE html><meta charset="utf-8"><body style="width:2000px"><p style="color:#999">grey</p>
        <svg></svg><img src="http://127.0.0.1:9/x.png"><script>console.log('hello')</script>
        """);
    chromium.open(page.toUri(), 1280, "light");
    assertThat(chromium.requests()).contains("http://127.0.0.1:9/x.png");
    assertThat(chromium.console()).anySatisfy(line -> assertThat(line).contains("hello"));
    assertThat(chromium.evaluate(checks()).toString())
        .contains("px wide in a window", "contrast of", "neither an image nor hidden");
  }
}
