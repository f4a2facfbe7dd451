package org.carbonaware.control.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

/** Versions are read from a jar as Maven made it. */
class FrameworkVersionTest {
  @Test
  void isTheOneInTheJar() {
    assertThat(FrameworkVersion.of(
            ObjectMapper.class, "com.fasterxml.jackson.core", "jackson-databind"))
        .isEqualTo(com.fasterxml.jackson.databind.cfg.PackageVersion.VERSION.toString());
  }

  @Test
  void isUnknownIfTheJarDoesNotTell() {
    assertThat(FrameworkVersion.of(String.class, "org.example", "nothing"))
        .isEqualTo(FrameworkVersion.UNKNOWN);
  }
}
