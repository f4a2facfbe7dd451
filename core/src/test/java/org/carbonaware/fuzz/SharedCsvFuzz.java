package org.carbonaware.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.carbonaware.ledger.LedgerFuzz;
import org.carbonaware.ledger.RunAccount;
import org.carbonaware.report.CodeCarbonCsv;
import org.carbonaware.report.ReportException;

/** A file of CodeCarbon's, to which a row is added: what was in it stays. */
final class SharedCsvFuzz {
  private static final RunAccount ACCOUNT =
      RunAccount.read(Scratch.file("run-1.jsonl", LedgerFuzz.seeds().get(0)));

  private SharedCsvFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    Path file = Scratch.file("emissions.csv", input);
    String before = new String(input, StandardCharsets.ISO_8859_1);
    try {
      CodeCarbonCsv.append(file, ACCOUNT, false);
    } catch (ReportException refused) {
      String message = refused.getMessage();
      if (message == null || message.length() > 2000 || !content(file).equals(before)) {
        throw new AssertionError("refused, but not as it should be", refused);
      }
      return;
    } finally {
      delete(file.resolveSibling("emissions-carbon-aware.csv"));
    }
    if (!before.isBlank() && !content(file).startsWith(before)) {
      throw new AssertionError("what was there has changed");
    }
  }

  private static String content(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<byte[]> seeds() {
    String row = CodeCarbonCsv.of(ACCOUNT);
    return List.of(
        Scratch.text(row),
        Scratch.text(row.replace("run-1", "other").replace(",", "\",\"")),
        Scratch.text("\uFEFF" + row.replace("\n", "\r\n")),
        Scratch.text(""));
  }
}
