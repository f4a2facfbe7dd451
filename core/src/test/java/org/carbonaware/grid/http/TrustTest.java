package org.carbonaware.grid.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No part of the project decides by itself whom to trust: Java's certificates and names count. */
class TrustTest {
  private static final Pattern OWN_TRUST = Pattern.compile(
      "TrustManager|HostnameVerifier|hostnameVerifier|sslSocketFactory|SSLContext|SSLSocketFactory"
          + "|CertificatePinner|certificatePinner|CLEARTEXT|NonValidatingFactory|sslmode=disable"
          + "|checkServerTrusted|ALLOW_ALL|NoopHostname|setEndpointIdentificationAlgorithm"
          + "|jdk\\.internal\\.httpclient\\.disableHostnameVerification");
  private static final List<String> MODULES =
      List.of("core", "dl4j-integration", "djl-integration", "cli", "benchmarks", "examples");

  @Test
  void nobodyIsTrustedBesideThoseThatJavaTrusts() throws IOException {
    Path root = Path.of("..").toAbsolutePath().normalize();
    for (String module : MODULES) {
      List<Path> sources;
      try (Stream<Path> files = Files.walk(root.resolve(module).resolve("src/main"))) {
        sources = files
            .filter(Files::isRegularFile)
            .filter(file -> file.toString().matches(".*\\.(java|sh|properties|xml|yaml)"))
            .toList();
      }
      assertThat(sources).as(module).isNotEmpty();
      for (Path source : sources) {
        assertThat(Files.readString(source)).as(source.toString()).doesNotContainPattern(OWN_TRUST);
      }
    }
  }
}
