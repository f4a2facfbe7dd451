package org.carbonaware.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.Zone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No output shows a secret. */
class SecretsTest {
  private static final String SECRET = "s3cr3t-Pa55phrase";

  @TempDir
  Path root;

  private Places withSecrets() {
    return new Places(root)
        .variable("CARBON_ELECTRICITYMAPS_KEY", SECRET)
        .variable("WATTTIME_USER", SECRET)
        .variable("WATTTIME_PASSWORD", SECRET)
        .variable("CARBON_LEDGER_PASSWORD", SECRET)
        .project(
            "zone: DE\ngrid: {documentUrl: 'https://grid.example.org/a?token=" + SECRET + "'}\n");
  }

  @Test
  void noTextOfAConfigurationShowsOne() throws Exception {
    Config config = withSecrets().load();
    List<String> outputs = new ArrayList<>();
    outputs.add(config.toString());
    outputs.add(config.document().toPrettyString());
    outputs.add(config.settings().toString());
    outputs.add(String.join("\n", config.notes()));
    outputs.add(config.gridSource(Zone.of("DE")).name());
    for (ConfigKey<?> key : Keys.all()) {
      outputs.add(config.setting(key.path()).toString());
    }
    Places places = withSecrets();
    Problems problems = new Problems();
    Base base = new Base(root, Optional.empty());
    outputs.add(TextLayer.ofEnvironment(places.environment, base, problems).toString());
    outputs.add(problems.found().toString());
    assertThat(outputs).noneMatch(output -> output.contains(SECRET));
    assertThat(config.toString())
        .contains("grid.electricityMapsKey=***", "ledger.password=***", "a?***");
    assertThat(config.databaseLogin().getProperty("password")).isEqualTo(SECRET);
  }

  @Test
  void noErrorShowsOne() {
    List<Places> wrong = List.of(
        new Places(root.resolve("1")).project("grid: {electricityMapsKey: " + SECRET + "}"),
        new Places(root.resolve("2"))
            .project("grid: {wattTimeUser: " + SECRET + ", wattTimePasword: x}"),
        new Places(root.resolve("3")).project("ledger: {password: " + SECRET + "}"),
        new Places(root.resolve("4")).project("apiKey: " + SECRET),
        new Places(root.resolve("5"))
            .project("ledger: {jdbcUrl: 'jdbc:postgresql://h/d?password=" + SECRET + "'}"),
        new Places(root.resolve("6"))
            .project("grid: {documentUrl: 'https://me:" + SECRET + "@host/'}"),
        new Places(root.resolve("7")).flag("ledger.password", "--set ledger.password", SECRET),
        new Places(root.resolve("8")).variable("CARBON_ELECTRICITYMAPS_KEY", SECRET + " " + SECRET),
        new Places(root.resolve("9"))
            .variable("CARBON_WATTTIME_USER", SECRET)
            .project("grid: {sources: [watt-time]}"),
        new Places(root.resolve("10"))
            .variable("CARBON_WATTTIME_USER", "a:" + SECRET)
            .variable("CARBON_WATTTIME_PASSWORD", SECRET)
            .project("grid: {sources: [watt-time]}"));
    for (Places places : wrong) {
      assertThat(places.problems()).isNotEmpty().noneMatch(line -> line.contains(SECRET));
    }
  }

  @Test
  void secretsComeFromPrivateFiles() throws Exception {
    Path key = Files.writeString(root.resolve("key"), SECRET + "\n");
    Path password = Files.writeString(root.resolve("password"), SECRET + "\n");
    Places places = new Places(root)
        .project("grid: {sources: [electricity-maps], electricityMapsKeyFile: " + key + "}\n"
            + "ledger: {user: team, passwordFile: " + password + "}\n");
    Config config = places.load();
    if (Files.getFileStore(key).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
      Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-r--r--"));
      assertThat(catchThrowable(() -> config.gridSource(Zone.of("DE"))))
          .isInstanceOf(GridException.class)
          .hasMessageContaining("open to others");
      assertThat(catchThrowable(config::databaseLogin))
          .isInstanceOf(ConfigException.class)
          .hasMessage("carbon-aware.yaml:2:22: ledger.passwordFile: " + password
              + " is open to others; expected mode 600: chmod 600 " + password);
      Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
      Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
    }
    assertThat(config.gridSource(Zone.of("DE")).name()).contains("Electricity Maps");
    assertThat(config.databaseLogin())
        .containsEntry("user", "team")
        .containsEntry("password", SECRET);
  }
}
