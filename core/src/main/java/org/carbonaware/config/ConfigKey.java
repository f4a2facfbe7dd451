package org.carbonaware.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A setting: one row of the table from which reader, schema, documentation and {@code config show}
 * are made.
 *
 * @param path its name in files, such as {@code job.deadline}
 * @param kind what values look like
 * @param fallback the value where nobody says anything; null if there is none
 * @param otherwise what happens without a value, where there is no fallback
 * @param unit the unit, empty if there is none or it is part of the value
 * @param text what it is, one or two sentences
 * @param variables the environment variables that set it, the first one counts
 * @param secret whether it may stand in no file and is never shown
 * @param example a value as it stands in a file
 * @param <T> the type of its values
 */
record ConfigKey<T>(
    String path,
    Kind<T> kind,
    @Nullable T fallback,
    String otherwise,
    String unit,
    String text,
    List<String> variables,
    boolean secret,
    String example) {
  private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

  static <T> ConfigKey<T> of(String path, Kind<T> kind, String example, String text) {
    String variable =
        "CARBON_" + HUMP.matcher(path).replaceAll("_").replace('.', '_').toUpperCase(Locale.ROOT);
    return new ConfigKey<>(path, kind, null, "", "", text, List.of(variable), false, example);
  }

  ConfigKey<T> or(T value) {
    return new ConfigKey<>(path, kind, value, "", unit, text, variables, secret, example);
  }

  ConfigKey<T> otherwise(String what) {
    return new ConfigKey<>(path, kind, null, what, unit, text, variables, secret, example);
  }

  ConfigKey<T> in(String itsUnit) {
    return new ConfigKey<>(
        path, kind, fallback, otherwise, itsUnit, text, variables, secret, example);
  }

  /** Set by variables of other names. */
  ConfigKey<T> from(String... names) {
    return new ConfigKey<>(
        path, kind, fallback, otherwise, unit, text, List.of(names), secret, example);
  }

  ConfigKey<T> hidden() {
    return new ConfigKey<>(path, kind, fallback, otherwise, unit, text, variables, true, example);
  }

  Optional<T> theFallback() {
    return Optional.ofNullable(fallback);
  }

  /** The section, empty for keys at the top. */
  String section() {
    return path.substring(0, Math.max(0, path.indexOf('.')));
  }

  /** The name within the section. */
  String name() {
    return path.substring(path.indexOf('.') + 1);
  }

  @Override
  public String toString() {
    return path;
  }
}
