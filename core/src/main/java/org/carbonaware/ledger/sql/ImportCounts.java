package org.carbonaware.ledger.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * What an import did.
 *
 * @param files how many files are in the database now, completely
 * @param added how many lines were added
 * @param known how many lines were there already
 * @param incomplete files that end in an incomplete line, which is left out: a crash left it, or
 *     somebody is writing it
 * @param refused what is wrong with files that were not imported, a sentence each; of these files
 *     nothing is in the database that was not there before
 */
public record ImportCounts(
    int files, long added, long known, int incomplete, List<String> refused) {
  static final ImportCounts NONE = new ImportCounts(0, 0, 0, 0, List.of());

  /** Copies the list. */
  public ImportCounts {
    refused = List.copyOf(refused);
  }

  ImportCounts plus(ImportCounts other) {
    List<String> all = new ArrayList<>(refused);
    all.addAll(other.refused);
    return new ImportCounts(
        files + other.files,
        added + other.added,
        known + other.known,
        incomplete + other.incomplete,
        all);
  }
}
