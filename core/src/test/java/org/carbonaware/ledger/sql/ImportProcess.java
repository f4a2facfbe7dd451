package org.carbonaware.ledger.sql;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * Another JVM that opens a database and imports a directory: the main class, and how to start it.
 */
final class ImportProcess {
  private ImportProcess() {}

  static Process start(TestDatabase database, Path directory, String... jvm) throws IOException {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xshare:auto",
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-XX:-UsePerfData"));
    command.addAll(List.of(jvm));
    command.addAll(List.of(
        "-cp",
        System.getProperty("java.class.path"),
        ImportProcess.class.getName(),
        database.url(),
        directory.toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    for (String name : database.login().stringPropertyNames()) {
      builder.environment().put("TEST_" + name, database.login().getProperty(name));
    }
    return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  static BufferedReader lines(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Says {@code ready}, waits for a line, works, and says what it did. */
  public static void main(String[] arguments) throws IOException {
    PrintStream out = System.out;
    Properties login = new Properties();
    for (String name : List.of("user", "password")) {
      String value = System.getenv("TEST_" + name);
      if (value != null) {
        login.setProperty(name, value);
      }
    }
    out.println("ready");
    out.flush();
    if (System.in.read() < 0) {
      return;
    }
    ImportCounts counts =
        SqlLedger.open(arguments[0], login).importDirectory(Path.of(arguments[1]));
    out.println(counts.added() + " added, refused " + counts.refused());
    out.flush();
  }
}
