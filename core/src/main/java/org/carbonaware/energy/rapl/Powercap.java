package org.carbonaware.energy.rapl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The energy counters below one powercap directory. They overlap: a package holds its cores, the
 * platform holds its packages, and a package may be shown twice, by registers and by memory-mapped
 * input and output. AMD's processors are shown under Intel's name.
 */
final class Powercap {
  private static final Pattern CONTROL = Pattern.compile("intel-rapl(-[a-z]+)?");
  private static final Pattern ZONE = Pattern.compile("intel-rapl(-[a-z]+)?:(\\d+)(:\\d+)?");
  private static final Pattern PACKAGE = Pattern.compile("package-(\\d{1,6})(?:-die-(\\d{1,3}))?");
  private static final String MEMORY = "dram";
  private static final String PLATFORM = "psys";

  /**
   * One counter's directory.
   *
   * @param id the directory's name, such as {@code intel-rapl:0:2}
   * @param name what it counts, such as {@code package-0}; a sub-zone's with its parent's
   */
  record Found(String id, String name, Path directory) {
    Path energy() {
      return directory.resolve("energy_uj");
    }

    /** Where the counter wraps around; 0 if that is not told. */
    long range(CounterReader reader) {
      try {
        return reader.read(directory.resolve("max_energy_range_uj"));
      } catch (IOException | RuntimeException e) {
        return 0;
      }
    }

    boolean isPlatform() {
      return name.equals(PLATFORM);
    }

    private boolean isMapped() {
      return id.startsWith("intel-rapl-mmio");
    }

    private boolean isPart() {
      return id.indexOf(':') != id.lastIndexOf(':');
    }
  }

  private final Path root;
  private final CounterReader reader;
  private final Map<String, Found> found = new TreeMap<>();
  private boolean hidden;

  /** Looks for counters. */
  Powercap(Path root, CounterReader reader) {
    this.root = root;
    this.reader = reader;
    list(root);
  }

  /**
   * Zones are found in the directory itself, as in {@code /sys/class}, and below the kind of
   * control, as in {@code /sys/devices} and where a container is given only that kind; their parts
   * beside them and below them.
   */
  private void list(Path directory) {
    for (Path entry : entries(directory)) {
      String id = entry.getFileName().toString();
      if (!Files.isDirectory(entry)) {
        hidden = hidden || Files.isSymbolicLink(entry); // leads to what a container masks
      } else if (!found.containsKey(id)) {
        if (ZONE.matcher(id).matches()) {
          found.put(id, new Found(id, name(entry), entry));
        }
        list(entry);
      }
    }
  }

  /** Zones first, so that they are known by their short paths. */
  private static List<Path> entries(Path directory) {
    List<Path> zones = new ArrayList<>();
    List<Path> controls = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        String id = entry.getFileName().toString();
        if (ZONE.matcher(id).matches()) {
          zones.add(entry);
        } else if (CONTROL.matcher(id).matches()) {
          controls.add(entry);
        }
      }
    } catch (IOException | DirectoryIteratorException | SecurityException e) {
      return List.of(); // what can't be listed holds nothing for us
    }
    zones.addAll(controls);
    return zones;
  }

  private static String name(Path zone) {
    try {
      return new String(Files.readAllBytes(zone.resolve("name")), StandardCharsets.ISO_8859_1)
          .strip();
    } catch (IOException | SecurityException e) {
      return "";
    }
  }

  /** Whether there are counters that this process is not shown, as in a container. */
  boolean hidden() {
    return hidden && found.isEmpty();
  }

  /** Whether it is there. */
  boolean exists() {
    return Files.isDirectory(root);
  }

  Path root() {
    return root;
  }

  /** The processor packages or dies, each once, in their order. */
  List<Found> packages() {
    return once(found.values().stream()
        .filter(zone -> !zone.isPart() && PACKAGE.matcher(zone.name()).matches())
        .sorted(Comparator.comparingLong(Powercap::position)));
  }

  private static long position(Found zone) {
    Matcher parts = PACKAGE.matcher(zone.name());
    if (!parts.matches()) {
      return Long.MAX_VALUE;
    }
    long die = parts.group(2) == null ? 0 : Long.parseLong(parts.group(2));
    return Long.parseLong(parts.group(1)) * 1000 + die;
  }

  /** The packages' memory, each once. */
  List<Found> memories() {
    return once(found.values().stream()
        .filter(zone -> zone.isPart() && zone.name().equals(MEMORY))
        .map(zone -> new Found(zone.id(), parentName(zone) + " " + MEMORY, zone.directory())));
  }

  private String parentName(Found part) {
    String parent = part.id().substring(0, part.id().lastIndexOf(':'));
    Found zone = found.get(parent);
    return zone == null ? parent : zone.name();
  }

  /** The counter of the whole platform; it holds the packages. */
  List<Found> platform() {
    return once(
        found.values().stream().filter(zone -> !zone.isPart() && zone.name().equals(PLATFORM)));
  }

  /** Of zones shown twice by name those that are mapped to memory, if they can be read. */
  private List<Found> once(Stream<Found> zones) {
    List<Found> all = zones.toList();
    Set<String> mapped = new LinkedHashSet<>();
    all.stream()
        .filter(zone -> zone.isMapped() && readable(zone))
        .forEach(zone -> mapped.add(zone.name()));
    Set<String> direct = new LinkedHashSet<>();
    all.stream()
        .filter(zone -> !zone.isMapped() && !mapped.contains(zone.name()))
        .forEach(zone -> direct.add(zone.name()));
    List<Found> chosen = new ArrayList<>();
    for (Found zone : all) {
      Set<String> names = zone.isMapped() ? mapped : direct;
      boolean onlyOne = zone.isMapped() && !direct.contains(zone.name());
      if (names.contains(zone.name()) || onlyOne) {
        chosen.add(zone);
      }
    }
    return chosen;
  }

  private boolean readable(Found zone) {
    try {
      reader.read(zone.energy());
      return true;
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }
}
