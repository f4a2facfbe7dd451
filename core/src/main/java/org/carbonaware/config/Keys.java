package org.carbonaware.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.carbonaware.grid.zones.Spelling;

/** The table of all settings. */
final class Keys {
  private static final List<ConfigKey<?>> ALL = Stream.of(
          GridKeys.ALL, RunKeys.ALL, PolicyKeys.ALL, FootprintKeys.ALL)
      .flatMap(List::stream)
      .sorted((a, b) -> Boolean.compare(!a.section().isEmpty(), !b.section().isEmpty()))
      .toList();

  private static final Map<String, ConfigKey<?>> BY_PATH = ALL.stream()
      .collect(Collectors.toMap(ConfigKey::path, key -> key, (a, b) -> a, LinkedHashMap::new));

  private static final Map<String, String> SECTIONS = new LinkedHashMap<>();

  static {
    SECTIONS.put("", "Settings at the top");
    SECTIONS.put("grid", "Where intensities come from");
    SECTIONS.put("forecast", "How the outlook is made");
    SECTIONS.put("job", "The work and its deadline");
    SECTIONS.put("policy", "When to run");
    SECTIONS.put("pause", "How deep a pause goes");
    SECTIONS.put("checkpoints", "What survives");
    SECTIONS.put("ledger", "The record of runs");
    SECTIONS.put("metering", "What the machine draws");
    SECTIONS.put("calibration", "What meters in the machine do not see");
    SECTIONS.put("facility", "The building");
    SECTIONS.put("embodied", "Making the hardware");
    SECTIONS.put("market", "What the electricity was bought as");
    SECTIONS.put("training", "What is trained");
    SECTIONS.put("control", "The controller's pace");
    SECTIONS.put("log", "What the log tells");
  }

  private Keys() {}

  /** All keys, those at the top first. */
  static List<ConfigKey<?>> all() {
    return ALL;
  }

  /** The sections with their titles; the empty name is the top. */
  static Map<String, String> sections() {
    return Collections.unmodifiableMap(SECTIONS);
  }

  static List<ConfigKey<?>> of(String section) {
    return ALL.stream().filter(key -> key.section().equals(section)).toList();
  }

  static Optional<ConfigKey<?>> find(String path) {
    return Optional.ofNullable(BY_PATH.get(path));
  }

  /** The settings that may be meant by a name that is none: at most two, the best first. */
  static List<ConfigKey<?>> meant(String path) {
    List<ConfigKey<?>> meant = Spelling.closest(path, ALL, key -> List.of(compared(key.path())), 2);
    String name = path.substring(path.lastIndexOf('.') + 1);
    return meant.isEmpty()
        ? Spelling.closest(name, ALL, key -> List.of(compared(key.name())), 2)
        : meant;
  }

  /** What to say of a name that is none. */
  static String unknown(String path) {
    List<ConfigKey<?>> meant = meant(path);
    if (!meant.isEmpty()) {
      return "no such key; did you mean " + joined(meant, ConfigKey::path, " or ") + "?";
    }
    if (path.indexOf('.') < 0) {
      List<String> section =
          Spelling.closest(path, SECTIONS.keySet(), name -> List.of(compared(name)), 1);
      return "no such key; "
          + (section.isEmpty()
              ? "expected one of docs/configuration.md"
              : "did you mean " + section.get(0) + "?");
    }
    List<ConfigKey<?>> near = of(path.substring(0, path.indexOf('.')));
    return "no such key; expected "
        + (near.isEmpty()
            ? "one of docs/configuration.md"
            : joined(near.stream().filter(key -> !key.secret()).toList(), ConfigKey::name, ", "));
  }

  private static String joined(
      List<ConfigKey<?>> keys, Function<ConfigKey<?>, String> text, String between) {
    return keys.stream().map(text).collect(Collectors.joining(between));
  }

  private static String compared(String path) {
    return Spelling.normalized(path);
  }
}
