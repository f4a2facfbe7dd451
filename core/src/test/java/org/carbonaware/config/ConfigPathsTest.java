package org.carbonaware.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where configuration files lie. */
class ConfigPathsTest {
  @TempDir
  Path root;

  private ConfigPaths paths(Map<String, String> environment, Path directory, boolean windows) {
    return new ConfigPaths(
        root.resolve("etc.yaml"),
        environment,
        Optional.of(root.resolve("home")),
        directory,
        windows);
  }

  private Optional<Path> project(String directory) {
    return paths(Map.of(), root.resolve(directory), false).project();
  }

  @Test
  void theUsersFileLiesWhereTheSystemKeepsSuch() {
    assertThat(paths(Map.of(), root, false).user())
        .contains(root.resolve("home/.config/carbon-aware.yaml"));
    assertThat(paths(Map.of("XDG_CONFIG_HOME", root + "/xdg"), root, false).user())
        .contains(root.resolve("xdg/carbon-aware.yaml"));
    assertThat(paths(Map.of("XDG_CONFIG_HOME", "relative"), root, false).user())
        .contains(root.resolve("home/.config/carbon-aware.yaml"));
    assertThat(paths(Map.of("APPDATA", root + "/roaming"), root, true).user())
        .contains(root.resolve("roaming/carbon-aware.yaml"));
    assertThat(paths(Map.of(), root, true).user()).isEmpty();
  }

  @Test
  void theProjectsFileIsTheNearestUpToTheRootOfTheRepository() throws Exception {
    Path repository = Files.createDirectories(root.resolve("a/repository"));
    Files.createDirectories(repository.resolve("x/y"));
    Files.createFile(root.resolve("a/carbon-aware.yaml"));
    assertThat(project("a/repository/x/y"))
        .as("no repository: nothing above counts")
        .isEmpty();
    assertThat(project("a")).contains(root.resolve("a/carbon-aware.yaml"));
    Files.createFile(repository.resolve(".git"));
    assertThat(project("a/repository/x/y"))
        .as("nothing above the repository counts")
        .isEmpty();
    Path top = Files.createFile(repository.resolve("carbon-aware.yaml"));
    assertThat(project("a/repository/x/y")).contains(top);
    Path nearer = Files.createFile(repository.resolve("x/carbon-aware.yaml"));
    assertThat(project("a/repository/x/y")).contains(nearer);
    assertThat(project("a/repository")).contains(top);
  }

  @Test
  void aNamedFileTakesTheProjectsPlaceAndEachFileIsReadOnce() throws Exception {
    Places places = new Places(root).project("zone: DE\n");
    Path other = Files.writeString(root.resolve("home/project/other.yaml"), "project: x\n");
    places.loader().file(other);
    Config config = places.load();
    assertThat(config.files()).containsExactly("other.yaml");
    assertThat(config.zone()).isEmpty();
    Path users = Files.writeString(root.resolve("home/.config/carbon-aware.yaml"), "zone: FR\n");
    places.loader().file(users);
    assertThat(places.load().files()).containsExactly(users.toString());
  }

  @Test
  void withoutAnyFileThereAreDefaultsAndNothingIsWrong() {
    Config config = new Places(root).variable("CARBON_ZONE", " ").load();
    assertThat(config.files()).isEmpty();
    assertThat(config.notes()).isEmpty();
    assertThat(config.settings()).noneMatch(Setting::isSet);
    assertThat(config.toString()).isEqualTo("Config{}");
    assertThat(config.setting("checkpoints.keep").value()).contains("3");
  }
}
