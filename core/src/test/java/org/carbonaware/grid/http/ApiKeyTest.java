package org.carbonaware.grid.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.carbonaware.grid.GridException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTest {
  private static final String SECRET = "s3cret-of-somebody";

  @TempDir
  Path folder;

  @BeforeEach
  void needsPosix() {
    assumeTrue(
        FileSystems.getDefault().supportedFileAttributeViews().contains("posix"),
        "this file system has no owners and modes");
  }

  private Path file(String text, String mode) throws IOException {
    Path file = Files.writeString(folder.resolve("key"), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  @Test
  void readsAFileOfItsOwner() throws IOException {
    assertThat(ApiKey.fromFile(file(SECRET + "\n", "rw-------")).reveal()).isEqualTo(SECRET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----"})
  void refusesAFileThatIsOpenToOthers(String mode) throws IOException {
    Path file = file(SECRET, mode);
    assertThatThrownBy(() -> ApiKey.fromFile(file))
        .isInstanceOf(GridException.class)
        .hasMessageContaining("chmod 600")
        .hasMessageNotContaining(SECRET);
  }

  @Test
  void refusesAFileThatHoldsNoKey() throws IOException {
    Path words = file("two " + SECRET, "rw-------");
    assertThatThrownBy(() -> ApiKey.fromFile(words))
        .hasMessageContainingAll("key file", "22 characters")
        .hasMessageNotContaining(SECRET);
    Path large = file("x".repeat(9000), "rw-------");
    assertThatThrownBy(() -> ApiKey.fromFile(large)).hasMessageContaining("8192 bytes");
    assertThatThrownBy(() -> ApiKey.fromFile(folder.resolve("absent")))
        .isInstanceOf(GridException.class)
        .hasMessageContaining("cannot be read: NoSuchFile");
  }

  @Test
  void namesTheVariableThatIsNotSet() {
    assertThatThrownBy(() -> ApiKey.fromEnvironment("CARBON_NO_SUCH_KEY"))
        .isInstanceOf(GridException.class)
        .hasMessageContaining("CARBON_NO_SUCH_KEY is not set");
  }

  @Test
  void looksInAVariableThenInTheFileThatItsTwinNames() throws IOException {
    String file = file(SECRET, "rw-------").toString();
    assertThat(ApiKey.find(Map.of(), "CARBON_KEY")).isEmpty();
    assertThat(ApiKey.find(Map.of("CARBON_KEY", " ", "CARBON_KEY_FILE", ""), "CARBON_KEY"))
        .isEmpty();
    assertThat(ApiKey.find(Map.of("CARBON_KEY", "other-key", "CARBON_KEY_FILE", file), "CARBON_KEY")
            .map(ApiKey::reveal))
        .contains("other-key");
    assertThat(ApiKey.find(Map.of("CARBON_KEY_FILE", file), "CARBON_KEY").map(ApiKey::reveal))
        .contains(SECRET);
    assertThatThrownBy(() -> ApiKey.find(Map.of("CARBON_KEY", "no key"), "CARBON_KEY"))
        .hasMessageContaining("environment variable CARBON_KEY: the key has 6 characters");
    assertThatThrownBy(() -> ApiKey.find(Map.of("CARBON_KEY_FILE", "absent"), "CARBON_KEY"))
        .hasMessageContaining("key file absent cannot be read");
    assertThatThrownBy(() -> ApiKey.find(Map.of("CARBON_KEY_FILE", "a\0b"), "CARBON_KEY"))
        .isInstanceOf(GridException.class)
        .hasMessageContaining("environment variable CARBON_KEY_FILE: no path");
  }
}
