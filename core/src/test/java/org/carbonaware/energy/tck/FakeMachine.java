package org.carbonaware.energy.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The small files in which Linux describes a machine, below a directory of the test's own: laid out
 * as the kernel does, with links from {@code /sys/class} to {@code /sys/devices}.
 */
public final class FakeMachine {
  /** The range of a server's package counter, in microjoules. */
  public static final long RANGE = 262_143_328_850L;

  private final Path root;

  /** Makes an empty machine: it has no file at all. */
  public FakeMachine(Path root) {
    this.root = root;
  }

  /** What stands for {@code /}. */
  public Path root() {
    return root;
  }

  /** The powercap directory. */
  public Path powercap() {
    return root.resolve("sys/class/powercap");
  }

  /** Where a zone's files really are. */
  public Path zone(String id) {
    String control = id.substring(0, id.indexOf(':'));
    Path devices = root.resolve("sys/devices/virtual/powercap").resolve(control);
    boolean part = id.indexOf(':') != id.lastIndexOf(':');
    return part
        ? devices.resolve(id.substring(0, id.lastIndexOf(':'))).resolve(id)
        : devices.resolve(id);
  }

  /** Adds a counter whose range is that of a server's package. */
  public FakeMachine withZone(String id, String name, long microjoules) {
    return withZone(id, name, microjoules, RANGE);
  }

  /** Adds a counter. */
  public FakeMachine withZone(String id, String name, long microjoules, long range) {
    Path zone = zone(id);
    write(zone.resolve("name"), name + "\n");
    write(zone.resolve("energy_uj"), microjoules + "\n");
    write(zone.resolve("max_energy_range_uj"), range + "\n");
    link(zone);
    link(root.resolve("sys/devices/virtual/powercap").resolve(id.substring(0, id.indexOf(':'))));
    return this;
  }

  private void link(Path device) {
    try {
      Files.createDirectories(powercap());
      Path link = powercap().resolve(device.getFileName());
      if (!Files.exists(link)) {
        Files.createSymbolicLink(link, powercap().relativize(device));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sets a counter. */
  public void energy(String id, long microjoules) {
    overwrite(zone(id).resolve("energy_uj"), (microjoules + " ".repeat(24)).substring(0, 24));
  }

  /** Writes a file that only grows, by its path below the root. */
  public FakeMachine inPlace(String path, String content) {
    overwrite(root.resolve(path), content);
    return this;
  }

  /** Does not cut the file short first, which would cost a flush to the disk. */
  private static void overwrite(Path file, String content) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, content, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a file by its path below the root. */
  public FakeMachine with(String path, String content) {
    write(root.resolve(path), content);
    return this;
  }

  /** Writes a file. */
  public static void write(Path file, String content) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes a file away. */
  public static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
