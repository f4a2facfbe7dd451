package org.carbonaware.config;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.carbonaware.config.RefusedException.Fault;
import org.carbonaware.config.Settings.Held;
import org.carbonaware.config.YamlDocument.SyntaxException;
import org.carbonaware.config.YamlNode.Mapping;
import org.carbonaware.config.YamlNode.Scalar;
import org.carbonaware.config.YamlNode.ScalarType;

/** The settings of one file. */
final class FileLayer {
  private static final int LONGEST_NAME = 80;

  private final String file;
  private final Origin.Layer layer;
  private final Base base;
  private final Problems problems;
  private final Map<String, Held<?>> entries = new HashMap<>();
  private final Map<String, Place> places = new HashMap<>();

  private FileLayer(String file, Origin.Layer layer, Base base, Problems problems) {
    this.file = file;
    this.layer = layer;
    this.base = base;
    this.problems = problems;
  }

  /**
   * Reads a file.
   *
   * @param path the file
   * @param name what messages call it
   * @param home what {@code ~} in it stands for
   * @param problems is told all that is wrong; such values are left out
   */
  static Settings read(
      Path path, String name, Origin.Layer layer, Optional<Path> home, Problems problems) {
    Path directory = Optional.ofNullable(path.toAbsolutePath().getParent()).orElse(path);
    FileLayer reader = new FileLayer(name, layer, new Base(directory, home), problems);
    try {
      reader.read(ConfigFile.read(path));
    } catch (SyntaxException e) {
      Place place = e.place();
      problems.add(place.line() == 0 ? name : reader.at(place), "", String.valueOf(e.getMessage()));
    }
    return new Settings(reader.entries);
  }

  /** Reads a document that is no file's; for the proof that the schema takes the same. */
  static Settings read(YamlNode document, Base base, Problems problems) {
    FileLayer reader = new FileLayer("document", Origin.Layer.PROJECT_FILE, base, problems);
    reader.read(document);
    return new Settings(reader.entries);
  }

  private void read(YamlNode root) {
    if (root instanceof Mapping mapping) {
      read(mapping, "");
    } else {
      problems.add(at(root.place()), "", root.inWords() + "; expected lines such as zone: DE");
    }
  }

  private void read(Mapping mapping, String prefix) {
    for (YamlNode.Pair entry : mapping.entries()) {
      if (problems.full()) {
        return;
      }
      String path = prefix + entry.key();
      Place first = places.putIfAbsent(path, entry.place());
      if (first != null) {
        wrong(entry.place(), path, "twice; the first is in line " + first.line());
      } else if (entry.key().indexOf('.') >= 0) {
        wrong(entry.place(), path, dotted(path));
      } else if (prefix.isEmpty() && !entry.key().isEmpty() && isSection(entry.key())) {
        section(entry);
      } else {
        Optional<ConfigKey<?>> key = Keys.find(path);
        if (key.isEmpty()) {
          wrong(entry.place(), path, Keys.unknown(path));
        } else {
          value(key.get(), entry);
        }
      }
    }
  }

  private static boolean isSection(String name) {
    return Keys.sections().containsKey(name);
  }

  private static String dotted(String path) {
    int dot = path.indexOf('.');
    return Keys.find(path).isPresent()
        ? "a section and its key in one; expected " + path.substring(0, dot) + ": and, indented"
            + " below it, " + path.substring(dot + 1) + ":"
        : Keys.unknown(path);
  }

  private void section(YamlNode.Pair entry) {
    if (entry.value() instanceof Mapping keys) {
      read(keys, entry.key() + ".");
    } else if (!(entry.value() instanceof Scalar scalar && scalar.type() == ScalarType.NULL)) {
      ConfigKey<?> example = Keys.of(entry.key()).get(0);
      wrong(
          entry.value().place(),
          entry.key(),
          entry.value().inWords() + "; expected a section with keys of its own, such as "
              + example.name() + ": " + example.example());
    }
  }

  private <T> void value(ConfigKey<T> key, YamlNode.Pair entry) {
    if (key.secret()) {
      wrong(entry.place(), key.path(), Secrets.notHere(key));
      return;
    }
    try {
      T value = key.kind().read(entry.value(), base);
      entries.put(key.path(), new Held<>(key, value, new Origin(layer, at(entry.place()))));
    } catch (RefusedException e) {
      for (Fault fault : e.faults()) {
        wrong(fault.place(), key.path() + fault.part(), fault.text());
      }
    }
  }

  private String at(Place place) {
    return file + ":" + place.line() + ":" + place.column();
  }

  private void wrong(Place place, String path, String text) {
    String name = path.length() > LONGEST_NAME ? path.substring(0, LONGEST_NAME) + "…" : path;
    problems.add(at(place), name.isEmpty() ? "\"\"" : name, text);
  }
}
