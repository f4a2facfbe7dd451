package org.carbonaware.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.carbonaware.control.ControllerState;
import org.carbonaware.report.JsonReport;
import org.carbonaware.report.MarkdownReport;
import org.carbonaware.report.ModelCard;
import org.carbonaware.report.TextReport;
import org.carbonaware.report.html.HtmlReport;

/** A run's file under bytes that nobody wrote, up to the reports made of it. */
public final class LedgerFuzz {
  private LedgerFuzz() {}

  /**
   * Reads it and makes every report of what was read.
   *
   * @param input the file's bytes
   */
  public static void fuzzerTestOneInput(byte[] input) {
    try {
      Path file = Files.createTempFile("fuzz", ".jsonl");
      try {
        Files.write(file, input);
        report(RunAccount.read(file));
      } catch (LedgerException refused) {
        if (refused.getMessage() == null || refused.getMessage().length() > 20_000) {
          throw new AssertionError("a refusal that helps nobody", refused);
        }
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void report(RunAccount account) {
    TextReport.of(account);
    MarkdownReport.of(account);
    ModelCard.of(account);
    HtmlReport.of(account);
    requireNumbers(JsonReport.of(account));
  }

  private static void requireNumbers(JsonNode node) {
    if (node.isFloatingPointNumber() && !Double.isFinite(node.doubleValue())) {
      throw new AssertionError("no number of JSON: " + node);
    }
    node.forEach(LedgerFuzz::requireNumbers);
  }

  /**
   * Sound ledgers to begin with.
   *
   * @return their bytes
   */
  public static List<byte[]> seeds() {
    Duration hour = Duration.ofHours(1);
    RecordedRun run = new RecordedRun()
        .begin()
        .grid(400)
        .draw(hour, 1000)
        .become(ControllerState.PAUSING)
        .become(ControllerState.PAUSED)
        .grid(700)
        .draw(hour, 10)
        .become(ControllerState.RESUMING)
        .become(ControllerState.RUNNING)
        .draw(hour, 1000)
        .end(true);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      Path folder = Files.createTempDirectory("fuzz");
      Ledger ledger = Ledger.in(folder);
      run.events.forEach(ledger::onEvent);
      ledger.onClose();
      Path file = ledger.file("run-1");
      bytes.write(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String whole = bytes.toString(StandardCharsets.UTF_8);
    String half = whole.substring(0, whole.length() / 2);
    return List.of(bytes.toByteArray(), half.getBytes(StandardCharsets.UTF_8));
  }
}
