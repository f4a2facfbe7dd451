package org.carbonaware.control;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import org.carbonaware.energy.Hardware;

/**
 * Where a run came from, for records and reports; everything may be unknown.
 *
 * @param gitCommit the commit of the Git repository the process was started in, as hexadecimal
 *     digits; changes that were not committed do not show
 * @param tool what controls the run, with its version, such as {@code carbon-aware-trainer 0.1.0}
 * @param host the computer it runs on
 */
public record RunOrigin(Optional<String> gitCommit, Optional<String> tool, HostFacts host) {
  /** Nothing is known. */
  public static final RunOrigin UNKNOWN =
      new RunOrigin(Optional.empty(), Optional.empty(), HostFacts.UNKNOWN);

  private static final String NAME = "carbon-aware-trainer";
  private static final String POM =
      "/META-INF/maven/org.carbonaware/carbon-aware-core/pom.properties";

  /**
   * What this process can tell; reads some small files and starts no other process.
   *
   * @param site where the computer stands, as it was told
   */
  static RunOrigin ofThisProcess(HostFacts.Site site) {
    return new RunOrigin(
        GitCommit.of(Path.of("").toAbsolutePath()),
        Optional.of(nameAndVersion()),
        HostFacts.of(Hardware.detect(), site));
  }

  private static String nameAndVersion() {
    try (InputStream in = RunOrigin.class.getResourceAsStream(POM)) {
      Properties properties = new Properties();
      if (in != null) {
        properties.load(in);
      }
      String version = properties.getProperty("version", "");
      return version.isEmpty() ? NAME : NAME + " " + version;
    } catch (IOException | IllegalArgumentException e) { // the latter: not written by Maven
      return NAME;
    }
  }
}
