package org.carbonaware.config;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Values with their origins, by the paths of their keys: one layer, or several on each other. */
record Settings(Map<String, Held<?>> entries) {
  static final Settings NONE = new Settings(Map.of());

  Settings {
    entries = Map.copyOf(entries);
  }

  /**
   * A value that was read.
   *
   * @param key its key
   * @param value the value
   * @param origin where it is from
   */
  record Held<T>(ConfigKey<T> key, T value, Origin origin) {
    /** For people; never a secret. */
    String shown() {
      return key.kind().shown(value);
    }
  }

  /** What keys have where nobody says anything. */
  static Settings defaults() {
    Map<String, Held<?>> entries = new HashMap<>();
    Keys.all().forEach(key -> fallback(key).ifPresent(entry -> entries.put(key.path(), entry)));
    return new Settings(entries);
  }

  private static <T> Optional<Held<T>> fallback(ConfigKey<T> key) {
    return key.theFallback().map(value -> new Held<>(key, value, Origin.DEFAULT));
  }

  /** These settings, and where they say nothing those below. A list counts as a whole. */
  Settings over(Settings below) {
    Map<String, Held<?>> both = new HashMap<>(below.entries);
    both.putAll(entries);
    return new Settings(both);
  }

  @SuppressWarnings("unchecked") // an entry is kept under the path of its own key
  <T> Optional<Held<T>> entry(ConfigKey<T> key) {
    return Optional.ofNullable((Held<T>) entries.get(key.path()));
  }

  <T> Optional<T> get(ConfigKey<T> key) {
    return entry(key).map(Held::value);
  }

  /** The value of a key with a fallback. */
  <T> T value(ConfigKey<T> key) {
    return get(key).orElseThrow(() -> new IllegalStateException(key + " has no value"));
  }

  /** Whether somebody has set it. */
  boolean isSet(ConfigKey<?> key) {
    Held<?> entry = entries.get(key.path());
    return entry != null && entry.origin().layer() != Origin.Layer.DEFAULT;
  }

  /** Where a value is from. */
  String where(ConfigKey<?> key) {
    Held<?> entry = entries.get(key.path());
    return entry == null ? Origin.DEFAULT.where() : entry.origin().where();
  }
}
