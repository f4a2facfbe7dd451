package org.carbonaware.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A computer of a test's own: its files, its variables, its flags. */
final class Places {
  final Path root;
  final Map<String, String> environment = new HashMap<>();
  private final Path work;
  private final ConfigLoader loader;

  Places(Path root) {
    this.root = root;
    work = make(root.resolve("home/project"));
    make(root.resolve("etc"));
    make(root.resolve("home/.config"));
    loader = Config.loader()
        .home(root.resolve("home"))
        .workingDirectory(work)
        .systemFile(root.resolve("etc/carbon-aware.yaml"));
  }

  private static Path make(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path file(Origin.Layer layer) {
    return switch (layer) {
      case SYSTEM_FILE -> root.resolve("etc/carbon-aware.yaml");
      case USER_FILE -> root.resolve("home/.config/carbon-aware.yaml");
      default -> work.resolve("carbon-aware.yaml");
    };
  }

  Path write(Origin.Layer layer, String yaml) {
    try {
      return Files.writeString(file(layer), yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Places project(String yaml) {
    write(Origin.Layer.PROJECT_FILE, yaml);
    return this;
  }

  Places variable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  Places flag(String key, String flag, String text) {
    loader.set(key, flag, text);
    return this;
  }

  ConfigLoader loader() {
    return loader.environment(environment);
  }

  Config load() {
    return loader().load();
  }

  /** What is wrong, a line for each thing; empty if nothing is. */
  List<String> problems() {
    try {
      load();
      return List.of();
    } catch (ConfigException e) {
      return e.problems().stream().map(Problem::toString).toList();
    }
  }
}
