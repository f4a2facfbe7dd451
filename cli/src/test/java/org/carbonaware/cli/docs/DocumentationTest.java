package org.carbonaware.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.carbonaware.cli.docs.PageFolder.Said;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * README.md and the pages of docs tell what is so: commands are run as they stand there, one page
 * after the other in a folder of its own, and say what is shown; configurations, manifests, units
 * and coordinates are right; links lead somewhere. A block that nothing tries fails, unless
 * {@link Untried} says why. Java is compiled, and run, by DocumentedCodeTest of the examples, which
 * have both frameworks.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the commands are those of a POSIX shell")
class DocumentationTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]*)(?:#([^)\\s]+))?\\)");
  private static final Pattern MENTIONED =
      Pattern.compile("`carbon-trainer ([a-z-]+)((?: [a-z]+)?)([^`]*)`");
  private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]*");
  private static final Pattern FAILS = Pattern.compile("fails=(\\d+)");

  static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md")));
    try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
      files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
    }
    return pages;
  }

  @TestFactory
  Stream<DynamicTest> everyBlockOfAPageIsTrue(@TempDir Path folders) throws IOException {
    MavenVersions versions = new MavenVersions(ROOT.resolve("pom.xml"));
    return pages().stream().map(page -> {
      String name = page.getFileName().toString();
      return DynamicTest.dynamicTest(name, () -> {
        PageFolder folder = new PageFolder(
            Files.createDirectories(folders.resolve(ROOT.relativize(page)).toAbsolutePath()));
        Surroundings.of(name, folder);
        check(Block.of(page), folder, versions);
      });
    });
  }

  private static void check(List<Block> blocks, PageFolder folder, MavenVersions versions)
      throws Exception {
    List<String> said = List.of();
    for (Block block : blocks) {
      switch (block.language()) {
        case "sh" -> said = run(block, folder);
        case "text" -> {
          if (block.attributes().equals("source")) {
            Sources.contain(block);
          } else if (!Untried.contains(block)) {
            Shown.isSaid(block, said);
          }
        }
        case "java" -> assertThat(block.text()).as(block.place()).isNotBlank();
        case "yaml" -> yaml(block, folder);
        case "xml" -> versions.check(block);
        case "bash" -> {
          Path script = folder.file(block.fileName(), block.text());
          succeeds(block, folder.run(List.of("bash", "-n", script.toString())));
        }
        case "ini" -> SystemdUnit.check(block, folder);
        case "crontab" -> Crontab.check(block, folder);
        case "python" -> Surroundings.python(block, folder);
        default ->
          assertThat(Untried.contains(block))
              .as("%s: a block of '%s' that nothing tries", block.place(), block.language())
              .isTrue();
      }
    }
  }

  private static List<String> run(Block block, PageFolder folder) throws Exception {
    Said said = folder.run(Untried.without(block.text()));
    var fails = FAILS.matcher(block.attributes());
    int expected = fails.matches() ? Integer.parseInt(fails.group(1)) : 0;
    assertThat(said.exitCode())
        .as("%s: exit code; it said %s", block.place(), said.lines())
        .isEqualTo(expected);
    return said.lines();
  }

  private static void succeeds(Block block, Said said) {
    assertThat(said.exitCode()).as("%s: %s", block.place(), said.lines()).isZero();
  }

  private static void yaml(Block block, PageFolder folder) throws Exception {
    if (!block.text().contains("apiVersion:")) {
      configuration(block, block.fileName(), block.text(), folder);
      return;
    }
    for (KubernetesManifest manifest : KubernetesManifest.of(block)) {
      manifest.check();
      if (manifest.kind().equals("ConfigMap")) {
        for (Map.Entry<String, Object> file : manifest.data().entrySet()) {
          configuration(block, file.getKey(), file.getValue().toString(), folder);
        }
      } else if (manifest.kind().equals("Job")) {
        assertThat(manifest.actionOn(75)).as("%s: suspended", block.place()).isEqualTo("Ignore");
        assertThat(manifest.actionOn(76)).as("%s: too late", block.place()).isEqualTo("FailJob");
        assertThat(manifest.actionOn(1)).as("%s: failed", block.place()).isEqualTo("Count");
      }
    }
  }

  private static void configuration(Block block, String name, String text, PageFolder folder)
      throws Exception {
    Path file = folder.file(name, text);
    succeeds(block, folder.run("carbon-trainer config validate " + file.getFileName()));
  }

  @Test
  void linksLeadSomewhere() throws IOException {
    List<String> dead = new ArrayList<>();
    for (Path page : pages()) {
      for (MatchResult link : LINK.matcher(Files.readString(page)).results().toList()) {
        String target = link.group(1);
        if (!target.contains("://") && !leads(page, target, link.group(2))) {
          dead.add(page + ": " + link.group());
        }
      }
    }
    assertThat(dead).isEmpty();
  }

  private static boolean leads(Path page, String target, @Nullable String heading)
      throws IOException {
    Path file = target.isEmpty() ? page : page.resolveSibling(target);
    if (!Files.exists(file)) {
      return false;
    }
    return heading == null
        || Files.readAllLines(file).stream()
            .filter(line -> line.startsWith("#"))
            .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
            .map(line -> line.replaceAll("[^\\w\\- ]", "").replace(' ', '-'))
            .anyMatch(heading::equals);
  }

  @Test
  void commandsInSentencesAndTheirOptionsAreThere(@TempDir Path folder) throws Exception {
    new PageFolder(folder).run("carbon-trainer generate-man-pages --out man");
    for (Path page : pages()) {
      for (MatchResult shown :
          MENTIONED.matcher(Files.readString(page)).results().toList()) {
        Path manual = folder.resolve("man/carbon-trainer-" + shown.group(1) + ".1");
        Path sub = folder.resolve(
            "man/carbon-trainer-" + shown.group(1) + shown.group(2).replace(' ', '-') + ".1");
        assertThat(manual).as("%s: %s", page, shown.group()).exists();
        String known = Files.readString(Files.exists(sub) ? sub : manual).replace("\\-", "-");
        assertThat(OPTION.matcher(shown.group(3)).results().map(MatchResult::group))
            .as("%s: %s", page, shown.group())
            .allSatisfy(option -> assertThat(known).containsPattern(option + "\\b(?!-)"));
      }
    }
  }

  @Test
  void theIndexNamesEveryPage() throws IOException {
    String index = Files.readString(ROOT.resolve("docs/README.md"));
    assertThat(pages().stream().skip(1).map(page -> page.getFileName().toString()))
        .filteredOn(name -> !name.equals("README.md"))
        .allSatisfy(name -> assertThat(index).contains("(" + name + ")"));
    assertThat(Files.readString(ROOT.resolve("README.md"))).contains("(docs/README.md)");
  }

  @Test
  void whatIsNotTriedIsStillShown() throws IOException {
    StringBuilder all = new StringBuilder();
    for (Path page : pages()) {
      all.append(Files.readString(page));
    }
    List<String> stale = Untried.stale(all.toString());
    if (!stale.isEmpty()) {
      fail("no page shows " + stale + " any more: take it out of Untried");
    }
  }
}
