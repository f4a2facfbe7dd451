package org.carbonaware.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.carbonaware.config.Settings.Held;
import org.carbonaware.grid.zones.Spelling;
import org.carbonaware.text.Printable;

/** Settings that come as single texts: environment variables and flags. */
final class TextLayer {
  private static final String OURS = "CARBON_";

  /** Variables of ours that are no settings. */
  private static final Set<String> OTHERS = Set.of("CARBON_NVML_LIBRARY");

  private final Base base;
  private final Problems problems;
  private final Map<String, Held<?>> entries = new HashMap<>();

  private TextLayer(Base base, Problems problems) {
    this.base = base;
    this.problems = problems;
  }

  /**
   * A flag that sets something.
   *
   * @param path the key
   * @param flag what messages call it
   * @param text the value
   */
  record Flag(String path, String flag, String text) {}

  static Settings ofEnvironment(Map<String, String> environment, Base base, Problems problems) {
    TextLayer layer = new TextLayer(base, problems);
    for (ConfigKey<?> key : Keys.all()) {
      key.variables().stream()
          .filter(name -> !environment.getOrDefault(name, "").isBlank())
          .findFirst()
          .ifPresent(name -> layer.read(
              key,
              environment.getOrDefault(name, ""),
              new Origin(Origin.Layer.ENVIRONMENT, "environment variable " + name)));
    }
    return new Settings(layer.entries);
  }

  /** What looks like a mistyped variable; nobody else's are touched. */
  static List<String> notes(Map<String, String> environment) {
    Set<String> known = new TreeSet<>(OTHERS);
    Keys.all().forEach(key -> known.addAll(key.variables()));
    List<String> notes = new ArrayList<>();
    for (String name : new TreeSet<>(environment.keySet())) {
      if (name.startsWith(OURS) && !known.contains(name)) {
        meant(name, known)
            .ifPresent(other -> notes.add("environment variable " + Printable.line(name)
                + " sets nothing; did you mean " + other + "?"));
      }
    }
    return notes;
  }

  private static Optional<String> meant(String name, Set<String> known) {
    String asked = name.substring(OURS.length());
    return Spelling.closest(
            asked, known, other -> List.of(Spelling.normalized(other.replace(OURS, ""))), 1)
        .stream()
        .findFirst()
        .or(() ->
            Keys.meant(asked).stream().findFirst().map(key -> key.variables().get(0)));
  }

  static Settings ofFlags(List<Flag> flags, Base base, Problems problems) {
    TextLayer layer = new TextLayer(base, problems);
    for (Flag flag : flags) {
      Optional<ConfigKey<?>> key = Keys.find(flag.path());
      if (key.isEmpty()) {
        problems.add(flag.flag(), flag.path(), Keys.unknown(flag.path()));
      } else if (key.get().secret()) {
        problems.add(flag.flag(), flag.path(), Secrets.notHere(key.get()));
      } else {
        layer.read(key.get(), flag.text(), new Origin(Origin.Layer.FLAG, flag.flag()));
      }
    }
    return new Settings(layer.entries);
  }

  private <T> void read(ConfigKey<T> key, String text, Origin origin) {
    try {
      T value = key.kind().readText(text, base);
      entries.put(key.path(), new Held<>(key, value, origin));
    } catch (RefusedException e) {
      e.faults()
          .forEach(fault -> problems.add(origin.where(), key.path() + fault.part(), fault.text()));
    }
  }
}
