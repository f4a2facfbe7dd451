package org.carbonaware.grid;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where live grids keep their last good forecasts: where the system's other programs keep such. */
final class CacheDirectory {
  private static final String NAME = "carbon-aware-trainer";

  private CacheDirectory() {}

  /**
   * The directory of a user.
   *
   * @param environment the environment variables
   * @param system the system's name and home directory, by their Java property names
   * @return an absolute path, or empty if the user has no home
   */
  static Optional<Path> of(Map<String, String> environment, Map<String, String> system) {
    Optional<Path> home = absolute(system.get("user.home"));
    String name = system.getOrDefault("os.name", "").toLowerCase(Locale.ROOT);
    Optional<Path> caches = name.startsWith("windows")
        ? absolute(environment.get("LOCALAPPDATA"))
        : name.startsWith("mac")
            ? home.map(path -> path.resolve("Library").resolve("Caches"))
            : absolute(environment.get("XDG_CACHE_HOME"))
                .or(() -> home.map(path -> path.resolve(".cache")));
    return caches.map(path -> path.resolve(NAME).resolve("grid"));
  }

  /** The XDG specification, too, has relative paths ignored. */
  private static Optional<Path> absolute(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Path.of(text)).filter(Path::isAbsolute);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
