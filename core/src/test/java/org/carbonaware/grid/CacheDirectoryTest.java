package org.carbonaware.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CacheDirectoryTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getRoot();

  @ParameterizedTest
  @CsvSource({
    "Linux, h, , h/.cache",
    "Linux, h, x, x",
    "Linux, , x, x",
    "FreeBSD, h, , h/.cache",
    "Mac OS X, h, x, h/Library/Caches",
    "Windows 11, h, , w",
  })
  void isWhereTheSystemKeepsCaches(String system, String home, String xdg, String expected) {
    Map<String, String> environment = xdg == null
        ? Map.of("LOCALAPPDATA", ROOT.resolve("w").toString())
        : Map.of("XDG_CACHE_HOME", ROOT.resolve(xdg).toString());
    Map<String, String> properties = home == null
        ? Map.of("os.name", system)
        : Map.of("os.name", system, "user.home", ROOT.resolve(home).toString());
    assertThat(CacheDirectory.of(environment, properties))
        .contains(ROOT.resolve(expected).resolve("carbon-aware-trainer").resolve("grid"));
  }

  @Test
  void relativeEmptyAndImpossiblePathsAreNone() {
    for (String wrong : new String[] {"", " ", "relative/path", "a\0b"}) {
      assertThat(CacheDirectory.of(
              Map.of("XDG_CACHE_HOME", wrong), Map.of("os.name", "Linux", "user.home", wrong)))
          .isEmpty();
    }
    assertThat(CacheDirectory.of(
            Map.of("XDG_CACHE_HOME", "x"),
            Map.of("os.name", "Linux", "user.home", ROOT.resolve("h").toString())))
        .contains(ROOT.resolve("h/.cache/carbon-aware-trainer/grid"));
  }
}
