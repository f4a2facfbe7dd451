package org.carbonaware.grid.trace;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipException;
import org.carbonaware.files.FileFailure;
import org.carbonaware.files.ForeignFiles;
import org.carbonaware.files.UnfitFileException;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Zone;

/**
 * Reads forecasts that a provider published, each with the moment of its issue, from CSV files,
 * plain or gzipped (told by content): {@code region,issue_utc,lead_h,forecast} in any order,
 * further columns are ignored. A row says what was expected, in gCO2e/kWh, of the step that begins
 * {@code lead_h} hours after {@code issue_utc}; an empty value says nothing. A time without an
 * offset is UTC.
 *
 * <p>The methods block on the disk, keep nothing and are safe to call from several threads.
 */
public final class IssuedForecastFile {
  private IssuedForecastFile() {}

  /**
   * Reads all issues of all zones.
   *
   * @param file the file
   * @param basis what the values count
   * @return for each zone its issues in the order of time, each starting at the moment of its issue
   *     and of kind FORECAST; steps that a file says nothing of are missing
   * @throws GridException lasting, naming file and line, if the file cannot be read or used
   */
  public static Map<Zone, List<IntensitySeries>> read(Path file, Basis basis) {
    try (BoundedLines lines = new BoundedLines(file.toString(), ForeignFiles.openStream(file))) {
      return new IssuedForecastReading(file.toString(), lines, basis).read();
    } catch (NoSuchFileException e) {
      throw GridException.lasting(
          file + ": no such file; expected a CSV file of region,issue_utc,lead_h,forecast", e);
    } catch (UnfitFileException e) {
      throw GridException.lasting(file + ": " + e.getMessage()
          + "; expected a CSV file of region,issue_utc,lead_h,forecast");
    } catch (ZipException | EOFException e) {
      throw GridException.lasting(
          file + ": damaged gzip data (" + BoundedLines.inWords(e) + "); fetch the file again", e);
    } catch (IOException e) {
      throw GridException.lasting(file + ": cannot be read: " + FileFailure.reason(e), e);
    }
  }
}
