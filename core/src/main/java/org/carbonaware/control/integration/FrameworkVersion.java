package org.carbonaware.control.integration;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** The version of a framework on the class path, by what Maven wrote into its jar. */
public final class FrameworkVersion {
  /** What is said of a framework whose jar does not tell. */
  public static final String UNKNOWN = "unknown";

  private FrameworkVersion() {}

  /**
   * Reads {@code pom.properties}.
   *
   * @param inItsJar a class of the framework
   * @param groupId the jar's Maven group
   * @param artifactId the jar's Maven artifact
   * @return the version such as {@code 1.0.0-M2.1}, or {@link #UNKNOWN}
   */
  public static String of(Class<?> inItsJar, String groupId, String artifactId) {
    String file = "/META-INF/maven/" + groupId + "/" + artifactId + "/pom.properties";
    try (InputStream in = inItsJar.getResourceAsStream(file)) {
      Properties properties = new Properties();
      if (in != null) {
        properties.load(in);
      }
      return properties.getProperty("version", UNKNOWN);
    } catch (IOException | IllegalArgumentException e) { // the latter: not written by Maven
      return UNKNOWN;
    }
  }
}
