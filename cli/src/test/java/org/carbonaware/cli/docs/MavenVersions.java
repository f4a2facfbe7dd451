package org.carbonaware.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The versions that the parent's pom manages, and those that pages show. */
final class MavenVersions {
  private static final Pattern PROPERTY = Pattern.compile("<([\\w.-]+)>([^<>$]+)</\\1>");
  private static final Pattern ARTIFACT = Pattern.compile(
      "<groupId>([^<]+)</groupId>\\s*<artifactId>([^<]+)</artifactId>\\s*(?:<version>([^<]+)</version>)?");

  private final Map<String, String> properties = new HashMap<>();
  private final Map<String, String> managed = new HashMap<>();

  MavenVersions(Path pom) throws IOException {
    String text = Files.readString(pom);
    PROPERTY
        .matcher(text)
        .results()
        .forEach(found -> properties.putIfAbsent(found.group(1), found.group(2)));
    properties.put("project.version", properties.getOrDefault("version", ""));
    ARTIFACT
        .matcher(text)
        .results()
        .filter(found -> found.group(3) != null)
        .forEach(found -> managed.putIfAbsent(
            resolved(found.group(1) + ":" + found.group(2)), resolved(found.group(3))));
  }

  private String resolved(String text) {
    String value = text;
    for (Map.Entry<String, String> property : properties.entrySet()) {
      value = value.replace("${" + property.getKey() + "}", property.getValue());
    }
    return value;
  }

  /** Fails where a page names an artifact that is not managed, or another version of it. */
  void check(Block block) {
    assertThat(ARTIFACT.matcher(block.text()).results()).as(block.place()).isNotEmpty();
    ARTIFACT.matcher(block.text()).results().forEach(found -> check(block, found));
  }

  private void check(Block block, MatchResult found) {
    String artifact = found.group(1) + ":" + found.group(2);
    assertThat(managed).as(block.place()).containsKey(artifact);
    if (found.group(3) != null) {
      assertThat(found.group(3))
          .as("%s: %s", block.place(), artifact)
          .isEqualTo(managed.get(artifact));
    }
  }
}
