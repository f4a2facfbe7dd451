package org.carbonaware.control.tck;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A JVM that starts as fast as can be had. With an archive of the classes that a first one has
 * loaded the later ones take half the time; that wants jars instead of directories.
 */
final class ChildJvm {
  private static final List<String> OPTIONS = List.of(
      "-Xmx256m",
      "-XX:TieredStopAtLevel=1",
      "-XX:+UseSerialGC",
      "-XX:-UsePerfData",
      "-Xshare:auto",
      "-Xlog:disable",
      "-Xlog:all=error:stderr");

  private final List<String> archiving;
  private final String classPath;
  private final Path archive;

  private ChildJvm(String classPath, Path archive, List<String> archiving) {
    this.classPath = classPath;
    this.archive = archive;
    this.archiving = archiving;
  }

  /** One without an archive. */
  static ChildJvm plain() {
    return new ChildJvm(System.getProperty("java.class.path"), Path.of(""), List.of());
  }

  /** One that writes the archive when it ends; it is for {@link #later()}. */
  static ChildJvm first(Path directory) throws IOException {
    Files.createDirectories(directory);
    List<String> jars = new ArrayList<>();
    for (String part :
        System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator), -1)) {
      Path path = Path.of(part);
      jars.add(
          Files.isDirectory(path)
              ? jar(path, directory.resolve(jars.size() + ".jar")).toString()
              : part);
    }
    Path archive = directory.resolve("classes.jsa");
    return new ChildJvm(
        String.join(File.pathSeparator, jars),
        archive,
        List.of("-XX:ArchiveClassesAtExit=" + archive));
  }

  /** One that uses the archive, if there is one. */
  ChildJvm later() {
    return new ChildJvm(
        classPath,
        archive,
        Files.isRegularFile(archive) ? List.of("-XX:SharedArchiveFile=" + archive) : List.of());
  }

  List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(OPTIONS);
    command.addAll(archiving);
    command.addAll(List.of("-cp", classPath));
    return command;
  }

  private static Path jar(Path directory, Path jar) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out);
        Stream<Path> files = Files.walk(directory)) {
      zip.setLevel(0);
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = directory.relativize(file).toString().replace(File.separatorChar, '/');
        zip.putNextEntry(new ZipEntry(name));
        Files.copy(file, zip);
      }
    }
    return jar;
  }
}
