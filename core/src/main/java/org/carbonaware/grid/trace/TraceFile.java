package org.carbonaware.grid.trace;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.zip.ZipException;
import org.carbonaware.files.FileFailure;
import org.carbonaware.files.ForeignFiles;
import org.carbonaware.files.UnfitFileException;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.Zone;

/**
 * Reads carbon intensity traces from CSV files, plain or gzipped (told by content, not by name), in
 * UTF-8 with or without byte order mark.
 *
 * <p>Understood are {@code timestamp,gco2_per_kwh}; the same with a {@code zone} column; one column
 * per zone ({@code timestamp,DE,FR}); and exports of the Electricity Maps portal. The time column
 * may also be called datetime, time, utc or start. Blank lines and lines that begin with {@code #}
 * are skipped; a record does not span lines. A time without offset is UTC, and a note says so. The
 * step is the most common difference between neighbouring times.
 *
 * <p>Gaps, second rows for one time, rows out of order or off the step, and values that are
 * missing, no number, negative or above 3000 gCO2e/kWh are refused or repaired, as {@link Gaps}
 * says. A file that {@link TraceWriter} marked as synthetic gives series of kind ASSUMED, any other
 * of kind MEASURED.
 *
 * <p>The methods block on the disk, keep nothing and are safe to call from several threads.
 */
public final class TraceFile {
  private TraceFile() {}

  /**
   * Reads every zone of a file. If the file does not name its zone, the zone is called after the
   * file.
   *
   * @param file the file
   * @param basis what the values count; chooses the column of an Electricity Maps export
   * @param gaps what to do with damage
   * @return the trace
   * @throws GridException lasting, naming file and line, if the file cannot be read or used
   */
  public static Trace read(Path file, Basis basis, Gaps gaps) {
    return readChecked(file, Set.of(), basis, gaps);
  }

  /**
   * Reads one zone of a file. A file that names no zone is taken to be of this one.
   *
   * @param file the file
   * @param zone the zone wanted
   * @param basis what the values count; chooses the column of an Electricity Maps export
   * @param gaps what to do with damage; other zones' damage does not matter
   * @return the trace, with this zone only
   * @throws GridException lasting, naming file and line, if the file cannot be read or used, or,
   *     naming the zones there are, if it lacks this one
   */
  public static Trace read(Path file, Zone zone, Basis basis, Gaps gaps) {
    return readChecked(file, Set.of(zone), basis, gaps);
  }

  /**
   * Reads some zones of a file. A file that names no zone is taken to be of the only one wanted.
   *
   * @param file the file
   * @param zones the zones wanted; none means every zone there is
   * @param basis what the values count; chooses the column of an Electricity Maps export
   * @param gaps what to do with damage; other zones' damage does not matter
   * @return the trace, with these zones only, in the order of the file
   * @throws GridException lasting, naming file and line, if the file cannot be read or used, or,
   *     naming the zones there are, if it lacks one of these
   */
  public static Trace read(Path file, Collection<Zone> zones, Basis basis, Gaps gaps) {
    return readChecked(file, new LinkedHashSet<>(zones), basis, gaps);
  }

  private static Trace readChecked(Path file, Set<Zone> zones, Basis basis, Gaps gaps) {
    if (!Files.exists(file)) {
      throw GridException.lasting(file + ": no such file; expected a CSV file of carbon intensity");
    }
    Path last = file.getFileName();
    String name = last == null ? file.toString() : last.toString();
    try {
      return readText(file.toString(), name, ForeignFiles.openStream(file), zones, basis, gaps);
    } catch (UnfitFileException e) {
      throw GridException.lasting(
          file + ": " + e.getMessage() + "; expected a CSV file of carbon intensity");
    } catch (IOException e) {
      throw unreadable(file.toString(), e);
    }
  }

  /**
   * Reads one zone of a text that came from elsewhere. A text that names no zone is taken to be of
   * this one.
   *
   * @param where what messages begin with, such as a path or an address
   * @param name what the text is called in the trace and its provenance
   * @param text a stream that is read to its end and closed; gzipped or not
   * @param zone the zone wanted
   * @param basis what the values count; chooses the column of an Electricity Maps export
   * @param gaps what to do with damage; other zones' damage does not matter
   * @return the trace, with this zone only
   * @throws GridException lasting, naming the line, if the text cannot be read or used, or, naming
   *     the zones there are, if it lacks this one
   */
  public static Trace read(
      String where, String name, InputStream text, Zone zone, Basis basis, Gaps gaps) {
    return readText(where, name, text, Set.of(zone), basis, gaps);
  }

  private static Trace readText(
      String where, String name, InputStream text, Set<Zone> zones, Basis basis, Gaps gaps) {
    try (InputStream closed = text;
        BoundedLines lines = new BoundedLines(where, closed)) {
      return new TraceReading(where, name, lines, zones, basis, gaps).read();
    } catch (ZipException | EOFException e) {
      throw GridException.lasting(
          where + ": damaged gzip data (" + BoundedLines.inWords(e) + "); fetch the file again", e);
    } catch (IOException e) {
      throw unreadable(where, e);
    }
  }

  private static GridException unreadable(String where, IOException e) {
    return GridException.lasting(where + ": cannot be read: " + FileFailure.reason(e), e);
  }
}
