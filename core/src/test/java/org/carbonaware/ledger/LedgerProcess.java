package org.carbonaware.ledger;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.LogManager;
import org.carbonaware.control.ControllerEvent.Warned;

/** Another JVM with a ledger: the main class, and how to start it. */
final class LedgerProcess {
  private LedgerProcess() {}

  static Process start(Path directory, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xshare:auto",
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-XX:-UsePerfData",
        "-cp",
        System.getProperty("java.class.path"),
        LedgerProcess.class.getName(),
        directory.toString()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  static BufferedReader lines(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** {@code write MARK} appends without end; {@code hold} keeps the run until its input ends. */
  public static void main(String[] arguments) throws IOException {
    LogManager.getLogManager().reset(); // the tests look at files, not at warnings
    PrintStream out = System.out;
    Ledger ledger = Ledger.in(Path.of(arguments[0]));
    RecordedRun run = new RecordedRun().begin();
    run.events.forEach(ledger::onEvent);
    out.println(ledger.lostLines() == 0 ? "open" : "refused");
    out.flush();
    if (arguments[1].equals("hold")) {
      while (System.in.read() >= 0) {
        // holds on
      }
      ledger.onClose();
      return;
    }
    for (long next = 1; ledger.lostLines() == 0; next++) {
      String text = arguments[2] + "-" + next;
      ledger.onEvent(new Warned(RecordedRun.START, text + " ".repeat((int) (next * 37 % 5000))));
      if (ledger.lostLines() == 0) {
        out.println(text);
        out.flush();
      }
    }
  }
}
