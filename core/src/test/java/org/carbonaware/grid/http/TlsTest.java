package org.carbonaware.grid.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key is shown to no server that does not prove who it is. */
class TlsTest {
  @TempDir
  Path folder;

  @Test
  void aCertificateThatNobodyTrustsIsRefusedInALine() throws Exception {
    try (TlsServer server = new TlsServer(TlsServer.key(folder.resolve("key"), "ip:127.0.0.1"))) {
      assertThat(TlsQuestion.outcome(server.address()))
          .startsWith("passes: Test: /a at 127.0.0.1 did not prove to be it: SSLHandshakeException")
          .contains("PKIX")
          .endsWith("; expected a certificate of its own that this Java trusts")
          .doesNotContain("\n", TlsQuestion.KEY);
      assertThat(server.questions()).isZero();
    }
  }

  /** The same certificate answers where it is trusted; one of another name does not even there. */
  @Test
  void aCertificateHasToBeOfTheNameThatIsAsked() throws Exception {
    Path right = TlsServer.key(folder.resolve("right"), "ip:127.0.0.1");
    Path wrong = TlsServer.key(folder.resolve("wrong"), "dns:elsewhere.example");
    try (TlsServer itself = new TlsServer(right);
        TlsServer another = new TlsServer(wrong)) {
      assertThat(outcomes(right, itself)).containsExactly("{\"answer\":42}");
      assertThat(outcomes(wrong, another))
          .singleElement()
          .asString()
          .startsWith("passes: Test: /a at 127.0.0.1 did not prove to be it: SSLPeerUnverified")
          .doesNotContain(TlsQuestion.KEY);
      assertThat(itself.questions()).isEqualTo(1);
      assertThat(another.questions()).isZero();
    }
  }

  private static List<String> outcomes(Path trusted, TlsServer server) throws Exception {
    Process process = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Djavax.net.ssl.trustStore=" + trusted,
            "-Djavax.net.ssl.trustStorePassword=" + TlsServer.STORE_PASSWORD,
            "-Djava.util.logging.config.file=" + Path.of("src/test/resources/logging.properties"),
            "-cp",
            System.getProperty("java.class.path"),
            TlsQuestion.class.getName(),
            server.address().toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return text.lines().toList();
  }
}
