package org.carbonaware.cli;

import java.lang.reflect.Field;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.carbonaware.config.Config;
import org.carbonaware.config.ConfigException;
import org.carbonaware.config.ConfigLoader;
import org.carbonaware.config.Setting;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The configuration of one call of the command line: what {@link FromConfig options} have that are
 * not given. Loaded when something asks for it first.
 */
final class Configuration implements IDefaultValueProvider {
  static final String FILE = "--config";
  static final String SET = "--set";

  private final ConfigLoader loader;
  private @Nullable Config loaded;
  private @Nullable ConfigException failure;
  private boolean hasFile;

  /** Knows the layers but for the command line. */
  Configuration(ConfigLoader loader) {
    this.loader = loader;
  }

  /**
   * Looks ahead for the options that say what the configuration is: other options get their
   * defaults before these are read.
   */
  void lookAhead(CommandSpec root, String... arguments) {
    CommandSpec command = root;
    for (int i = 0; i < arguments.length && !arguments[i].equals("--"); i++) {
      String argument = arguments[i];
      if (!argument.startsWith("-")) {
        CommandLine sub = command.subcommands().get(argument);
        if (sub == null && command.parser().stopAtPositional()) {
          return; // what follows is another program's
        }
        command = sub == null ? command : sub.getCommandSpec();
        continue;
      }
      int equals = argument.indexOf('=');
      String name = equals < 0 ? argument : argument.substring(0, equals);
      OptionSpec option = command.optionsMap().get(name);
      boolean takesNext = option != null && equals < 0 && option.arity().max() > 0;
      if (takesNext && i + 1 == arguments.length) {
        return;
      }
      String value = takesNext ? arguments[++i] : argument.substring(equals + 1);
      if (name.equals(FILE)) {
        file(value);
      } else if (name.equals(SET)) {
        set(value);
      }
    }
  }

  private void file(String name) {
    try {
      file(Path.of(name));
    } catch (InvalidPathException e) {
      // picocli says so when it reads the option
    }
  }

  /** Has a file read instead of the project's, whatever was loaded before. */
  void file(Path file) {
    loader.file(file);
    hasFile = true;
    loaded = null;
    failure = null;
  }

  private void set(String assignment) {
    int equals = assignment.indexOf('=');
    if (equals > 0) {
      String key = assignment.substring(0, equals);
      loader.set(key, SET + " " + key, assignment.substring(equals + 1));
    }
  }

  /**
   * The configuration with one more flag, from now on.
   *
   * @param key the setting
   * @param flag what messages call it
   * @param text the value as a command line has it
   * @throws ConfigException if it is wrong
   */
  Config with(String key, String flag, String text) {
    loader.set(key, flag, text);
    loaded = null;
    failure = null;
    return get();
  }

  /** Whether a file was named. */
  boolean hasFile() {
    return hasFile;
  }

  /**
   * The configuration.
   *
   * @throws ConfigException if it is wrong
   */
  Config get() {
    Config known = loaded;
    if (known == null) {
      if (failure != null) {
        throw failure;
      }
      try {
        known = loader.load();
        loaded = known;
      } catch (ConfigException e) {
        failure = e;
        throw e;
      }
    }
    return known;
  }

  /** A wrong configuration gives no values; whoever runs the command says what is wrong. */
  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    Optional<String> key = key(argument);
    if (key.isEmpty()) {
      return null;
    }
    try {
      Setting setting = get().setting(key.get());
      return setting.isSet() ? setting.value().orElse(null) : null;
    } catch (ConfigException e) {
      return null;
    }
  }

  /** What is wrong with the configuration, if it has been asked for. */
  Optional<ConfigException> failure() {
    return Optional.ofNullable(failure);
  }

  /** Whether a command has options from the configuration. */
  static boolean isUsedBy(CommandSpec command) {
    return command.args().stream().anyMatch(argument -> key(argument).isPresent());
  }

  private static Optional<String> key(ArgSpec argument) {
    return argument.userObject() instanceof Field field
        ? Optional.ofNullable(field.getAnnotation(FromConfig.class)).map(FromConfig::value)
        : Optional.empty();
  }
}
