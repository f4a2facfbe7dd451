package org.carbonaware.report;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.carbonaware.ledger.RunAccount;

/**
 * A run as a row of the {@code emissions.csv} of CodeCarbon 3.3, so that its tools read our runs
 * beside their own: 38 columns; emissions in kg (operation, location-based), energy in kWh and with
 * the PUE, power in W and without.
 *
 * <ul>
 *   <li>What is unknown is an empty cell, not 0: emissions without an intensity, water, loads, the
 *       machine's coordinates unless they were told, all of the computer in records of earlier
 *       versions. Only {@code on_cloud} is {@code N} unless a cloud was told.
 *   <li>{@code duration} is the time that was metered; the time that a suspended run was in no
 *       process is not in it, as CodeCarbon would not have seen it either.
 *   <li>{@code cpu_energy} and {@code cpu_power} hold all that is neither accelerator nor memory:
 *       board, power supply, or the machine as one; {@code energy_consumed} is the sum.
 *   <li>{@code water_consumed} is litres for the computer's energy, as the figure is defined;
 *       CodeCarbon multiplies the facility's.
 *   <li>{@code run_id} is a UUID made from the run's name, always the same.
 *   <li>The computer is the one that trained, as the record tells, the last one if there were
 *       several; the process that writes the row tells nothing. {@code os} is name, version and
 *       architecture, {@code python_version} the Java version, {@code timestamp} the run's end in
 *       that computer's time zone (UTC where the record tells none). {@code cpu_count} and
 *       {@code ram_total_size} are what the job was given, as CodeCarbon counts under Slurm.
 * </ul>
 *
 * <p>What CodeCarbon has no column for (market-based and embodied figures, what was avoided, the
 * range) goes into a second file, since it keeps its own only as long as there are no others.
 */
public final class CodeCarbonCsv {
  /** What {@link #append} did. */
  public enum Outcome {
    /** The row was added. */
    ADDED,
    /** The run had a row, which was replaced. */
    REPLACED,
    /** The run has a row already, which was left as it is. */
    THERE
  }

  private CodeCarbonCsv() {}

  /**
   * A file's content with this run only.
   *
   * @param account the run's account
   * @return the header and a row, each ended by a line feed
   */
  public static String of(RunAccount account) {
    Map<String, String> columns = new CodeCarbonRow(account).columns();
    return Csv.row(List.copyOf(columns.keySet())) + "\n" + Csv.row(List.copyOf(columns.values()))
        + "\n";
  }

  /**
   * Adds a run's row to a file, in the order of its columns, and the further figures to the file
   * beside it. Makes the files if they are missing. Blocks for the disk, and for other processes
   * that append the same way.
   *
   * @param file such as {@code emissions.csv}; its directory must be there
   * @param account the run's account
   * @param force whether to replace a row that the run has already, and to move a file aside that
   *     has other columns, to {@code emissions.csv.bak} as CodeCarbon does
   * @return what was done to the first file
   * @throws ReportException if a file has other columns and {@code force} is false, or the disk
   *     fails
   */
  public static Outcome append(Path file, RunAccount account, boolean force) {
    CodeCarbonRow row = new CodeCarbonRow(account);
    Outcome outcome = new CsvFile(file).append(row.columns(), "run_id", force);
    new CsvFile(further(file)).append(row.further(), "run_id", force);
    return outcome;
  }

  /**
   * Where the further figures go.
   *
   * @param file such as {@code emissions.csv}
   * @return such as {@code emissions-carbon-aware.csv}, in the same directory
   */
  public static Path further(Path file) {
    String name = String.valueOf(file.getFileName());
    String stem = name.endsWith(".csv") ? name.substring(0, name.length() - 4) : name;
    return file.resolveSibling(stem + "-carbon-aware.csv");
  }
}
