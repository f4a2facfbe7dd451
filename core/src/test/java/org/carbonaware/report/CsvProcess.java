package org.carbonaware.report;

import java.nio.file.Path;
import java.time.ZoneOffset;
import org.carbonaware.ledger.SampleAccount;

/** A process that appends many runs to a shared file. */
final class CsvProcess {
  static final int RUNS = 50;

  private CsvProcess() {}

  public static void main(String[] arguments) {
    Host host = new Host("Linux", "17 (Java)", ZoneOffset.UTC);
    for (int i = 0; i < RUNS; i++) {
      CodeCarbonCsv.append(
          Path.of(arguments[0]),
          OddAccounts.named(SampleAccount.make(), arguments[1] + "-" + i),
          host,
          false);
    }
  }
}
