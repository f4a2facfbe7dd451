package org.carbonaware.report;

import java.nio.file.Path;
import org.carbonaware.ledger.RunAccount;
import org.carbonaware.ledger.SampleAccount;

/** A process that appends many runs to a shared file and replaces their rows. */
final class CsvProcess {
  static final int RUNS = 50;

  private CsvProcess() {}

  public static void main(String[] arguments) {
    for (int i = 0; i < RUNS; i++) {
      RunAccount account = OddAccounts.named(SampleAccount.make(), arguments[1] + "-" + i);
      CodeCarbonCsv.append(Path.of(arguments[0]), account, false);
      // The row is replaced, and with it the file that others may be waiting for.
      CodeCarbonCsv.append(Path.of(arguments[0]), account, true);
    }
  }
}
