package org.carbonaware.cli.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The configuration files that are there.
 *
 * @param root what stands for {@code /}
 * @param environment the environment
 * @param home the user's home; may be empty
 */
record ConfigurationCheck(Path root, Map<String, String> environment, String home)
    implements Check {
  private static final String AREA = "configuration";
  private static final String NAME = "carbon-aware.yaml";

  @Override
  public List<Finding> look() {
    List<Path> there = candidates().filter(Files::exists).toList();
    List<Finding> unreadable = there.stream()
        .filter(file -> !Files.isReadable(file) || !Files.isRegularFile(file))
        .map(file ->
            Finding.fail(AREA, file + " can't be read", "let this user read it, or take it away"))
        .toList();
    if (!unreadable.isEmpty()) {
      return unreadable;
    }
    return List.of(Finding.ok(
        AREA,
        there.isEmpty()
            ? "no file; the defaults hold"
            : String.join(", ", there.stream().map(Path::toString).toList())));
  }

  private Stream<Path> candidates() {
    String user =
        environment.getOrDefault("XDG_CONFIG_HOME", home.isEmpty() ? "" : home + "/.config");
    return Stream.concat(
        Stream.of(root.resolve("etc").resolve(NAME)),
        Stream.concat(
            user.isEmpty() ? Stream.of() : Stream.of(Path.of(user, NAME)),
            Stream.of(Path.of(NAME).toAbsolutePath())));
  }
}
