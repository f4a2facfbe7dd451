package org.carbonaware.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import org.carbonaware.text.Printable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A provider that answers as none should, asked by the doctor. */
class HostileProviderTest {
  private static Finding asked(String head, String again) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread thread = new Thread(() -> answer(server, head, again));
      thread.setDaemon(true);
      thread.start();
      URI address = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/");
      return new ProvidersCheck(true, Map.of("A", address), InstantSource.system())
          .look()
          .get(0);
    }
  }

  private static void answer(ServerSocket server, String head, String again) {
    try (Socket client = server.accept()) {
      client.getInputStream().read(new byte[1000]);
      OutputStream out = client.getOutputStream();
      out.write(head.getBytes(StandardCharsets.ISO_8859_1));
      while (!again.isEmpty()) {
        out.write(again.getBytes(StandardCharsets.ISO_8859_1));
      }
    } catch (IOException e) {
      // the client had enough
    }
  }

  @Test
  @Timeout(60)
  void anEndlessAnswerIsNotWaitedFor() throws Exception {
    assertThat(asked("HTTP/1.1 200 OK\r\n\r\n", " ".repeat(1 << 16)))
        .isEqualTo(Finding.ok("providers", "A answers"));
  }

  @Test
  void anAnswerSteersNoTerminal() throws Exception {
    Finding finding = asked("\u001b[2JHTTP\u0007" + "x".repeat(5000) + "\r\n\r\n", "");
    assertThat(finding.text())
        .startsWith("A can't be reached at 127.0.0.1: ")
        .isEqualTo(Printable.line(finding.text()))
        .hasSizeLessThan(300);
  }
}
