package org.carbonaware.ledger.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A PostgreSQL server of the tests' own, on a free port of the loopback device and in a temporary
 * directory. It refuses to run as root, so root lends it another user. The shell that started it
 * stops it when its input ends, and that it does however the tests' process ends.
 */
final class PostgresServer implements AutoCloseable {
  static final String USER = "carbon";
  static final String PASSWORD = "pass word/%&=s3cret";
  private static final String SCRIPT = """
      set -e
      initdb -D data -U "$1" -A scram-sha-256 --pwfile pw -E UTF8 --locale=C -N > log 2>&1
      printf "port=$2\nlisten_addresses='127.0.0.1'\nunix_socket_directories='.'\n" \
        >> data/postgresql.conf
      printf "fsync=off\nmax_connections=50\n" >> data/postgresql.conf
      pg_ctl -D data -l log -w start >> log 2>&1
      echo ready
      while read word; do
        if [ "$word" = stop ]; then
          pg_ctl -D data -m immediate -w stop >> log 2>&1
        else
          pg_ctl -D data -l log -w start >> log 2>&1
        fi
        echo ready
      done
      pg_ctl -D data -m immediate -w stop >> log 2>&1 || true
      """;

  private final Path directory;
  private final Process shell;
  private final int port;
  private final AtomicInteger schemas = new AtomicInteger();

  private PostgresServer(Path directory, Process shell, int port) {
    this.directory = directory;
    this.shell = shell;
    this.port = port;
  }

  /** The one server of this test run; skips the test if none is installed, but not with CI=true. */
  static PostgresServer shared(ExtensionContext context) {
    Optional<Path> programs = programs();
    if (programs.isEmpty()) {
      String reason = "no PostgreSQL server (initdb) in /usr/lib/postgresql/*/bin or PATH;"
          + " Debian's package is postgresql";
      assertThat(System.getenv("CI")).as(reason).isNotEqualTo("true");
      assumeTrue(false, reason);
    }
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(PostgresServer.class))
        .getOrComputeIfAbsent("server", key -> start(programs.orElseThrow()), PostgresServer.class);
  }

  private static Optional<Path> programs() {
    List<Path> places = new ArrayList<>();
    try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
      versions
          .map(version -> version.resolve("bin"))
          .sorted(Comparator.comparing(Path::toString).reversed())
          .forEach(places::add);
    } catch (IOException e) {
      // not Debian
    }
    for (String place : System.getenv("PATH").split(":", -1)) {
      places.add(Path.of(place));
    }
    return places.stream()
        .filter(place -> Files.isExecutable(place.resolve("initdb")))
        .findFirst();
  }

  private static PostgresServer start(Path programs) {
    try {
      Path directory = Files.createTempDirectory("carbon-postgresql");
      int port = freePort();
      Files.writeString(directory.resolve("pw"), PASSWORD);
      List<String> command = new ArrayList<>();
      if (System.getProperty("user.name").equals("root")) {
        String user = exists("postgres") ? "postgres" : "nobody";
        command.addAll(List.of("runuser", "-u", user, "--"));
        run("chown", "-R", user, directory.toString());
      }
      command.addAll(List.of("sh", "-c", SCRIPT, "sh", USER, Integer.toString(port)));
      ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
      builder.environment().merge("PATH", "", (path, nothing) -> programs + ":" + path);
      builder.redirectError(directory.resolve("errors").toFile());
      PostgresServer server = new PostgresServer(directory, builder.start(), port);
      server.awaitReady();
      return server;
    } catch (IOException | InterruptedException e) {
      throw new AssertionError("no PostgreSQL server could be started", e);
    }
  }

  private void awaitReady() throws IOException {
    byte[] said = shell.getInputStream().readNBytes("ready\n".length());
    assertThat(new String(said, StandardCharsets.UTF_8)).as(() -> log()).isEqualTo("ready\n");
  }

  /** Kills the server; {@link #restart} brings it back on the same port. */
  void stop() throws IOException {
    tell("stop");
  }

  /** Starts it again. */
  void restart() throws IOException {
    tell("start");
  }

  private void tell(String word) throws IOException {
    shell.getOutputStream().write((word + "\n").getBytes(StandardCharsets.UTF_8));
    shell.getOutputStream().flush();
    awaitReady();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean exists(String user) throws IOException, InterruptedException {
    return new ProcessBuilder("id", user).start().waitFor() == 0;
  }

  private static void run(String... command) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }

  private String log() {
    try {
      return Files.readString(directory.resolve("log"));
    } catch (IOException e) {
      return "PostgreSQL wrote no log: " + e;
    }
  }

  /** A new schema; its address has no user and no password. */
  String freshUrl() throws SQLException {
    String schema = "test_" + schemas.incrementAndGet();
    String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres?currentSchema=";
    try (Connection connection = DriverManager.getConnection(url + "public", login());
        Statement statement = connection.createStatement()) {
      statement.execute("create schema " + schema);
    }
    return url + schema;
  }

  static Properties login() {
    Properties properties = new Properties();
    properties.setProperty("user", USER);
    properties.setProperty("password", PASSWORD);
    return properties;
  }

  @Override
  public void close() throws IOException {
    shell.getOutputStream().close();
    try {
      if (!shell.waitFor(1, TimeUnit.MINUTES)) {
        shell.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
