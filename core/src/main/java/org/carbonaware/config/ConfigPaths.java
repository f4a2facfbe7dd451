package org.carbonaware.config;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where configuration files lie.
 *
 * @param system the computer's file
 * @param environment the variables that say where a user's files are
 * @param home the user's home, if there is one
 * @param directory the working directory
 * @param windows whether this is Windows
 */
record ConfigPaths(
    Path system,
    Map<String, String> environment,
    Optional<Path> home,
    Path directory,
    boolean windows) {
  static final String NAME = "carbon-aware.yaml";

  /** The user's file, where the system's other programs have theirs. */
  Optional<Path> user() {
    Optional<Path> folder = windows
        ? absolute(environment.get("APPDATA"))
        : absolute(environment.get("XDG_CONFIG_HOME"))
            .or(() -> home.map(path -> path.resolve(".config")));
    return folder.map(path -> path.resolve(NAME));
  }

  /**
   * The project's file: in the working directory, or the nearest one above it within the
   * repository. Without a repository nothing above counts, so that nobody else's file does.
   */
  Optional<Path> project() {
    Optional<Path> top = repository();
    for (Path at = directory; at != null; at = at.getParent()) {
      Path file = at.resolve(NAME);
      if (Files.exists(file)) {
        return Optional.of(file);
      }
      if (top.isEmpty() || top.get().equals(at)) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private Optional<Path> repository() {
    for (Path at = directory; at != null; at = at.getParent()) {
      if (Files.exists(at.resolve(".git"))) { // a folder, or a file in a work tree
        return Optional.of(at);
      }
    }
    return Optional.empty();
  }

  /** What messages call a file: short where it is below the working directory. */
  String called(Path file) {
    Path full = directory.resolve(file).normalize();
    return full.startsWith(directory) ? directory.relativize(full).toString() : full.toString();
  }

  /** The XDG specification has relative paths ignored. */
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
