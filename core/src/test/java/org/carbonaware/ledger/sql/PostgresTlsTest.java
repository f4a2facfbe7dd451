package org.carbonaware.ledger.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.carbonaware.ledger.LedgerException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A password leaves this machine only for a server that proves its name. */
class PostgresTlsTest {
  private static final String PASSWORD = "hush-hush";

  private static Properties login() {
    Properties login = new Properties();
    login.setProperty("user", "me");
    login.setProperty("password", PASSWORD);
    return login;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://db.example.org/runs",
        "jdbc:postgresql://db.example.org",
        "jdbc:postgresql://db.example.org?user=me",
        "jdbc:postgresql://localhost,db.example.org:5433/runs",
        "jdbc:postgresql://localhost.example.org/runs",
        "jdbc:postgresql://[2001:db8::1]:5432/runs",
        "jdbc:postgresql://127.0.0.2/runs",
        "jdbc:postgresql:runs?PGHOST=db.example.org",
      })
  void anotherMachineHasToProveItsName(String url) {
    assertThat(PostgresTls.isOnUs(url, login())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql:runs",
        "jdbc:postgresql:///runs",
        "jdbc:postgresql://localhost/runs",
        "jdbc:postgresql://localhost:5433/runs?user=me",
        "jdbc:postgresql://127.0.0.1:1,[::1]:2/runs",
        "jdbc:postgresql://db.example.org/runs?sslmode=disable",
        "jdbc:postgresql://db.example.org/runs?SSLMODE=require",
        "jdbc:postgresql://db.example.org/runs?ssl=true&user=me",
      })
  void thisMachineAndWhatTheAddressSaysAreLeftToTheDriver(String url) {
    assertThat(PostgresTls.isOnUs(url, login())).isFalse();
  }

  @Test
  void whatThePropertiesSayHolds() {
    Properties login = login();
    login.setProperty("sslmode", "verify-ca");
    assertThat(PostgresTls.isOnUs("jdbc:postgresql://db.example.org/runs", login))
        .isFalse();
  }

  /** What a server that offers no TLS and wants the password in the clear is told, each time. */
  private static Queue<String> told(ServerSocket server) {
    Queue<String> told = new ConcurrentLinkedQueue<>();
    Thread thread = new Thread(() -> {
      while (!server.isClosed()) {
        try (Socket client = server.accept()) {
          told.add(asked(client));
        } catch (IOException e) {
          // closed
        }
      }
    });
    thread.setDaemon(true);
    thread.start();
    return told;
  }

  private static String asked(Socket client) throws IOException {
    DataInputStream in = new DataInputStream(client.getInputStream());
    byte[] first = in.readNBytes(in.readInt() - 4);
    if (first.length == 4) { // SSLRequest
      client.getOutputStream().write('N');
      return rest(in);
    }
    client.getOutputStream().write(new byte[] {'R', 0, 0, 0, 8, 0, 0, 0, 3});
    return new String(in.readNBytes(5 + PASSWORD.length()), StandardCharsets.UTF_8);
  }

  private static String rest(InputStream in) throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void aServerWithoutTlsIsToldNothing() throws Exception {
    try (ServerSocket server = elsewhere()) {
      Queue<String> told = told(server);
      String url = "jdbc:postgresql://127.0.0.2:" + server.getLocalPort() + "/runs";
      assertThatThrownBy(() -> SqlLedger.open(url, login()).requireReachable())
          .isInstanceOf(LedgerException.class)
          .hasMessageContaining("SSL")
          .hasMessageEndingWith(PostgresTls.HINT)
          .hasMessageNotContaining(PASSWORD);
      assertThat(told).isNotEmpty().containsOnly("");
    }
  }

  /** The danger is real: who switches TLS off tells the password to whoever asks. */
  @Test
  void whoSwitchesTlsOffTellsThePassword() throws Exception {
    try (ServerSocket server = elsewhere()) {
      Queue<String> told = told(server);
      String url = "jdbc:postgresql://127.0.0.2:" + server.getLocalPort() + "/runs?sslmode=disable";
      assertThatThrownBy(() -> SqlLedger.open(url, login()).requireReachable())
          .isInstanceOf(LedgerException.class)
          .hasMessageNotContaining(PASSWORD);
      assertThat(told).isNotEmpty().allMatch(text -> text.endsWith(PASSWORD));
    }
  }

  /** Another address of this machine, which is none that a person would give for it. */
  private static ServerSocket elsewhere() throws IOException {
    try {
      return new ServerSocket(0, 5, InetAddress.getByName("127.0.0.2"));
    } catch (IOException e) {
      assumeTrue(false, "needs a second loopback address, as Linux has: " + e);
      throw e;
    }
  }
}
