package org.carbonaware.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every reader on files that would exhaust memory or never end. With
 * {@code -Dhostile.bytes=1073741824} all cases are run, each on a file of 1 GiB (half an hour, and
 * 2 GiB of the temporary directory); else some, on smaller files and with less memory. The rows are
 * written to {@code target/hostile-files.tsv}.
 */
class HostileFilesTest {
  private static final long BYTES = Long.getLong("hostile.bytes", 0);
  private static final long FEW_BYTES = 20 << 20;
  private static final List<String> SOME = List.of(
      "trace: one line",
      "trace: rows",
      "trace: columns of nonsense",
      "trace: packed",
      "trace: a pipe",
      "forecasts: rows of a",
      "config: a billion laughs",
      "config: one text",
      "document: small",
      "document: fields",
      "document: a pipe",
      "ledger: one line",
      "ledger: an unfinished line",
      "ledger: energy of a year",
      "ledger: intensities",
      "ledger: a pipe",
      "ledger, explain: decisions",
      "ledger, import: one line",
      "key file: a pipe",
      "password file: a pipe",
      "--html: a pipe",
      "--out: a pipe",
      "codecarbon: rows");

  /** The contract's. */
  private static final Set<String> EXIT_CODES = Set.of("0", "1", "2", "69", "78");

  /** More than the lines of a mistake, for what is read and has notes. */
  private static final int MOST_LINES = 5;

  @TempDir
  Path folder;

  @Test
  @Timeout(7200)
  void areReadOrRefusedInWords() throws Exception {
    assumeTrue(Files.isWritable(Path.of("/proc/self/clear_refs")), "needs Linux");
    Path rows = Path.of("target").resolve("hostile-files.tsv").toAbsolutePath();
    Files.createDirectories(rows.getParent());
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        BYTES > 0 ? "-Xmx256m" : "-Xmx128m",
        "-cp",
        System.getProperty("java.class.path"),
        HostileRun.class.getName(),
        folder.toString(),
        Long.toString(BYTES > 0 ? BYTES : FEW_BYTES),
        BYTES > 0 ? "600" : "60"));
    command.addAll(BYTES > 0 ? List.of() : SOME);
    Process process = new ProcessBuilder(command)
        .redirectError(Redirect.DISCARD)
        .redirectOutput(rows.toFile())
        .start();
    try {
      assertThat(process.waitFor()).isZero();
    } finally {
      process.destroyForcibly();
    }
    List<String> lines = Files.readAllLines(rows, StandardCharsets.UTF_8);
    assertThat(lines).hasSizeGreaterThanOrEqualTo(SOME.size());
    assertThat(lines).allSatisfy(HostileFilesTest::check);
  }

  private static void check(String row) {
    String[] cells = row.split("\t", -1);
    assertThat(cells).hasSize(6);
    assertThat(cells[3]).isIn(EXIT_CODES);
    assertThat(cells[5]).doesNotContain("unexpectedly").doesNotContain("Error");
    assertThat(cells[3].equals("0") || !cells[5].isBlank()).as("says why").isTrue();
    if (!cells[0].startsWith("config")) { // there all that is wrong is told at once
      assertThat(cells[5].split("⏎", -1)).hasSizeLessThanOrEqualTo(MOST_LINES);
    }
  }
}
