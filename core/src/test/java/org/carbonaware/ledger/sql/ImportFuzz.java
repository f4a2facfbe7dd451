package org.carbonaware.ledger.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.carbonaware.ledger.Ledger;
import org.carbonaware.ledger.LedgerEntry;
import org.carbonaware.ledger.LedgerException;
import org.carbonaware.ledger.sql.LineReader.Position;

/** The lines that are imported: those that the ledger itself reads, and no others. */
public final class ImportFuzz {
  private ImportFuzz() {}

  /**
   * Reads it both ways.
   *
   * @param input the file's bytes
   */
  public static void fuzzerTestOneInput(byte[] input) {
    try {
      Path file = Files.createTempFile("fuzz", ".jsonl");
      try {
        Files.write(file, input);
        compare(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void compare(Path file) {
    List<LedgerEntry> imported = new ArrayList<>();
    boolean refused = false;
    try (LineReader reader = LineReader.open(file, Position.START)) {
      for (Line line = reader.next(); line != null; line = reader.next()) {
        imported.add(line.entry());
      }
    } catch (LedgerException e) {
      refused = true;
      String message = e.getMessage();
      if (message == null || message.length() > 20_000) {
        throw new AssertionError("a refusal that helps nobody", e);
      }
    }
    List<LedgerEntry> read;
    try {
      read = Ledger.read(file);
    } catch (LedgerException e) {
      if (!refused) {
        throw new AssertionError("imported, though the ledger refuses it", e);
      }
      return;
    }
    if (refused || !read.subList(0, imported.size()).equals(imported)) {
      throw new AssertionError("the import reads other lines than the ledger");
    }
  }
}
