package org.carbonaware.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.carbonaware.config.Origin.Layer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that nobody means well with are refused soon, and in a line. */
class HostileYamlTest {
  /** Far beyond what any of these takes; a hang would be longer. */
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir
  Path root;

  private List<String> problems(byte[] bytes) throws Exception {
    Places places = new Places(root);
    Files.write(places.file(Layer.PROJECT_FILE), bytes);
    return assertTimeoutPreemptively(SOON, places::problems);
  }

  private String problem(String text) throws Exception {
    List<String> problems = problems(text.getBytes(StandardCharsets.UTF_8));
    assertThat(problems).hasSize(1);
    return problems.get(0);
  }

  @Test
  void aBillionLaughsAreNotHeard() throws Exception {
    StringBuilder yaml = new StringBuilder("a: &a [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
    for (char c = 'b'; c <= 'z'; c++) {
      String alias = "*" + (char) (c - 1);
      yaml.append(c).append(": &").append(c).append(" [");
      yaml.append((alias + ", ").repeat(8)).append(alias).append("]\n");
    }
    assertThat(problem(yaml.toString()))
        .isEqualTo(
            "carbon-aware.yaml:1:4: an anchor (&); write the value itself where it is" + " needed");
  }

  @Test
  void depthIsRefusedWhereItGetsDeep() throws Exception {
    assertThat(problem("grid: " + "[".repeat(100_000)))
        .isEqualTo("carbon-aware.yaml:1:15: nested deeper than 8 levels");
    assertThat(problem("{a: ".repeat(50_000))).endsWith("nested deeper than 8 levels");
    assertThat(problem("- ".repeat(100_000))).endsWith("nested deeper than 8 levels");
  }

  @Test
  void aFileLargerThanAnyConfigurationIsNotRead() throws Exception {
    Places places = new Places(root);
    try (RandomAccessFile file =
        new RandomAccessFile(places.file(Layer.PROJECT_FILE).toFile(), "rw")) {
      file.setLength(3L << 30); // takes no room on the disk: nothing is written
    }
    assertThat(assertTimeoutPreemptively(SOON, places::problems))
        .containsExactly("carbon-aware.yaml: has more than 256 KiB; expected a configuration of a"
            + " few lines");
  }

  @Test
  void theLargestFileIsReadSoon() throws Exception {
    String line = "zone: DE # a comment\n";
    assertThat(problems(
            line.repeat(ConfigFile.MOST_BYTES / line.length()).getBytes(StandardCharsets.UTF_8)))
        .hasSize(101);
    assertThat(problem("project: " + "x".repeat(250_000))).contains("project: \"xxx");
    assertThat(problem("job: {epochs: " + "9".repeat(250_000) + "}")).contains("expected a whole");
    assertThat(problem("x".repeat(250_000) + ": 1")).hasSizeLessThan(300);
    assertThat(problem("? " + "a".repeat(2000) + "\n")).hasSizeLessThan(300);
  }

  @Test
  void charactersThatAreNoneAreRefusedAtTheirPlace() throws Exception {
    assertThat(problem("zone: DE\nbasis: \0\n"))
        .isEqualTo("carbon-aware.yaml:2:8: the character U+0000, which has no place in text");
    assertThat(problem("zone: \u001b[31mDE\n"))
        .isEqualTo("carbon-aware.yaml:1:7: the character U+001B, which has no place in text");
    assertThat(problems(new byte[] {'z', ':', ' ', '\n', 'a', (byte) 0xc3, '\n'}))
        .containsExactly("carbon-aware.yaml:2:2: a byte that is not UTF-8; save the file as UTF-8");
    assertThat(problems("zone: DE".getBytes(StandardCharsets.UTF_16)))
        .containsExactly("carbon-aware.yaml:1:1: a byte that is not UTF-8; save the file as UTF-8");
    assertThat(problems(new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80}))
        .as("half of a surrogate pair")
        .hasSize(1);
  }

  @Test
  void tabsAreNamed() throws Exception {
    assertThat(problem("grid:\n\ttrace: x\n"))
        .isEqualTo("carbon-aware.yaml:2:1: a tab where YAML expects something else; indent with"
            + " spaces");
  }

  @Test
  void aByteOrderMarkAndWindowsLineEndsAreFine() throws Exception {
    assertThat(problems("\ufeffzone: DE\r\nproject: x\r\n".getBytes(StandardCharsets.UTF_8)))
        .isEmpty();
  }

  @Test
  void nothingIsMadeByATagAndOneDocumentIsRead() throws Exception {
    assertThat(problem("zone: !!javax.script.ScriptEngineManager [x]\n")).contains(": a tag (!)");
    assertThat(problem("zone: DE\n---\nzone: FR\n"))
        .isEqualTo("carbon-aware.yaml:2:1: a second document; expected one in a file");
    assertThat(problem("%YAML 9.9\n---\nzone: DE\n")).startsWith("carbon-aware.yaml:1:");
    assertThat(problem("<<: {zone: DE}\n")).contains("<<: no such key");
  }

  @Test
  void anEscapeWithoutItsDigitsHasAPlace() throws Exception {
    assertThat(problem("zone: DE\nproject: \"c\\u"))
        .isEqualTo(
            "carbon-aware.yaml:2:14: an escape in quotes without its digits; expected such as"
                + " \\x41 or \\u00e9");
  }

  @Test
  void whatIsNoFileIsNotWaitedFor() throws Exception {
    Places places = new Places(root);
    Files.createDirectories(places.file(Layer.PROJECT_FILE));
    assertThat(places.problems())
        .containsExactly("carbon-aware.yaml: is no regular file; expected a YAML file");
    Path endless = Path.of("/dev/zero");
    if (Files.exists(endless)) {
      Places other = new Places(root.resolve("other"));
      other.loader().file(endless);
      assertThat(assertTimeoutPreemptively(SOON, other::problems))
          .containsExactly("/dev/zero: is no regular file; expected a YAML file");
      Places none = new Places(root.resolve("none")).project("zone: 1");
      none.loader().file(Path.of("/dev/null"));
      assertThat(none.problems()).isEmpty();
    }
  }

  static IntStream seeds() {
    return new SplittableRandom(42).ints(100);
  }

  /** Whatever bytes: a configuration or lines that say what is wrong, nothing else. */
  @ParameterizedTest
  @MethodSource("seeds")
  void randomDamageIsToldInLines(int seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] bytes = """
        zone: DE
        grid: {sources: [typical, yearly-average], checkEvery: 5m}
        job:
          deadline: 2026-12-01T08:00Z   # a comment
          epochs: 20
        project: "a b"
        market: {residualGramsPerKwh: 692, contracts: [{name: 'w', share: 0.5, gramsPerKwh: 0}]}
        """.getBytes(StandardCharsets.UTF_8);
    String signs = "\0\t\n\r :-?[]{}&*!|>'\"%@`#,.0aé\u0085\u2028";
    byte[] odd = signs.getBytes(StandardCharsets.UTF_8);
    int changes = 1 + random.nextInt(6);
    for (int i = 0; i < changes; i++) {
      bytes[random.nextInt(bytes.length)] =
          random.nextBoolean() ? odd[random.nextInt(odd.length)] : (byte) random.nextInt(256);
    }
    for (String line : problems(bytes)) {
      assertThat(line)
          .matches("carbon-aware[.]yaml:[0-9]+:[0-9]+: .+")
          .doesNotContain("Exception", "\n", "org.");
    }
  }
}
