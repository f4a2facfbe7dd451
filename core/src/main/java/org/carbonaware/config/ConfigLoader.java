package org.carbonaware.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.carbonaware.config.TextLayer.Flag;
import org.jspecify.annotations.Nullable;

/**
 * Loads a {@link Config}, for those who say where its layers are. Starts with this process's
 * environment and working directory. Not safe for several threads.
 */
public final class ConfigLoader {
  private Map<String, String> environment = System.getenv();
  private Path directory = Path.of("").toAbsolutePath();
  private Path system = Path.of("/etc").resolve(ConfigPaths.NAME);
  private @Nullable Path home = home();
  private @Nullable Path named;
  private final List<Flag> flags = new ArrayList<>();

  ConfigLoader() {}

  private static @Nullable Path home() {
    String home = System.getProperty("user.home", "");
    return home.isBlank() ? null : Path.of(home);
  }

  /**
   * The environment variables. Default: this process's.
   *
   * @param variables values by name
   * @return this
   */
  public ConfigLoader environment(Map<String, String> variables) {
    environment = Map.copyOf(variables);
    return this;
  }

  /**
   * Where the project's file is looked for, and what relative paths in variables and flags start
   * from. Default: this process's working directory.
   *
   * @param folder a folder
   * @return this
   */
  public ConfigLoader workingDirectory(Path folder) {
    directory = folder.toAbsolutePath().normalize();
    return this;
  }

  /**
   * The user's home, for {@code ~} and the user's file. Default: what Java says.
   *
   * @param folder a folder
   * @return this
   */
  public ConfigLoader home(Path folder) {
    home = folder.toAbsolutePath().normalize();
    return this;
  }

  /**
   * The computer's file. Default: {@code /etc/carbon-aware.yaml}.
   *
   * @param file need not be there
   * @return this
   */
  public ConfigLoader systemFile(Path file) {
    system = file;
    return this;
  }

  /**
   * A file to be read instead of the project's.
   *
   * @param file must be there; {@code /dev/null} for none
   * @return this
   */
  public ConfigLoader file(Path file) {
    named = file;
    return this;
  }

  /**
   * Sets one value above all layers; a later call counts more.
   *
   * @param key such as {@code job.deadline}
   * @param flag what messages call it, such as {@code --deadline}
   * @param text the value as a command line has it; lists with commas
   * @return this
   */
  public ConfigLoader set(String key, String flag, String text) {
    flags.add(new Flag(key, flag, text));
    return this;
  }

  /**
   * Reads all layers and checks them. Blocks on the disk for files of at most 256 KiB each.
   *
   * @return the configuration
   * @throws ConfigException with all that is wrong
   */
  public Config load() {
    Problems problems = new Problems();
    Optional<Path> owner = Optional.ofNullable(home);
    ConfigPaths paths = new ConfigPaths(
        system,
        environment,
        owner,
        directory,
        System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows"));
    List<String> files = new ArrayList<>();
    Settings merged = Settings.defaults();
    Map<Path, Origin.Layer> layers = files(paths);
    for (Map.Entry<Path, Origin.Layer> layer : layers.entrySet()) {
      String name = paths.called(layer.getKey());
      files.add(name);
      merged = FileLayer.read(layer.getKey(), name, layer.getValue(), owner, problems)
          .over(merged);
    }
    Base base = new Base(directory, owner);
    merged = TextLayer.ofEnvironment(environment, base, problems).over(merged);
    merged = TextLayer.ofFlags(flags, base, problems).over(merged);
    Rules rules = new Rules(merged, problems);
    rules.check();
    problems.throwIfAny();
    List<String> notes = new ArrayList<>(TextLayer.notes(environment));
    notes.addAll(rules.notes());
    return new Config(merged, files, notes);
  }

  /** The files that are there, the weakest first, each once. */
  private Map<Path, Origin.Layer> files(ConfigPaths paths) {
    Map<Path, Origin.Layer> files = new LinkedHashMap<>();
    Path project = named == null ? paths.project().orElse(null) : directory.resolve(named);
    add(files, paths.system(), Origin.Layer.SYSTEM_FILE, project);
    paths.user().ifPresent(file -> add(files, file, Origin.Layer.USER_FILE, project));
    if (project != null) {
      files.put(project, Origin.Layer.PROJECT_FILE);
    }
    return files;
  }

  private static void add(
      Map<Path, Origin.Layer> files, Path file, Origin.Layer layer, @Nullable Path project) {
    if (Files.exists(file) && !file.equals(project)) {
      files.put(file, layer);
    }
  }
}
