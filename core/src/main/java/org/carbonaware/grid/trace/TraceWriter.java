package org.carbonaware.grid.trace;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.carbonaware.files.FileFailure;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;

/**
 * Writes a series as {@code timestamp,gco2_per_kwh}, which {@link TraceFile} reads back. Comment
 * lines above the header name zone, basis and source; the first says "Synthetic" if the values are
 * assumed and not of a real grid's day. The same series gives the same bytes. Values are rounded to
 * 0.000001 gCO2e/kWh; a missing one is an empty field. Safe to call from several threads.
 */
public final class TraceWriter {
  // Written here and looked for, in lower case, by the reader.
  static final String SYNTHETIC = "synthetic";
  static final String ZONE = "zone:";
  static final String BASIS = "basis:";

  private static final int DECIMALS = 6;

  private TraceWriter() {}

  /**
   * Writes a file, replacing what was there; gzipped if its name ends in {@code .gz}. Blocks on the
   * disk.
   *
   * @param series the series
   * @param file where to
   * @throws GridException lasting, if the file cannot be written
   */
  public static void write(IntensitySeries series, Path file) {
    try (OutputStream out = Files.newOutputStream(file);
        Writer writer = new OutputStreamWriter(
            file.toString().endsWith(".gz") ? new GZIPOutputStream(out) : out,
            StandardCharsets.UTF_8)) {
      write(series, writer);
    } catch (IOException e) {
      throw GridException.lasting(
          file + ": cannot be written: " + FileFailure.reason(e) + "; expected a writable place",
          e);
    }
  }

  /**
   * Writes text, with {@code \n} at the end of each line.
   *
   * @param series the series
   * @param out where to
   * @throws IOException if that fails to take it
   */
  public static void write(IntensitySeries series, Appendable out) throws IOException {
    boolean assumed = series.provenance().kind() == Provenance.Kind.ASSUMED;
    out.append(
        assumed
            ? "# Synthetic carbon intensity: made by a model, not measured on any grid.\n"
            : "# Carbon intensity of a grid zone.\n");
    out.append("# source: ").append(oneLine(series.provenance().source())).append('\n');
    out.append("# ").append(ZONE).append(' ').append(series.zone().key()).append('\n');
    out.append("# ").append(BASIS).append(' ').append(series.basis().label()).append('\n');
    out.append("timestamp,gco2_per_kwh\n");
    for (int i = 0; i < series.size(); i++) {
      out.append(series.startOf(i).toString()).append(',');
      out.append(number(series.gramsPerKwh(i))).append('\n');
    }
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\R", " ");
  }

  // Double.toString changed between Java releases; decimal rounding did not.
  private static String number(double gramsPerKwh) {
    if (Double.isNaN(gramsPerKwh)) {
      return "";
    }
    BigDecimal rounded = new BigDecimal(gramsPerKwh).setScale(DECIMALS, RoundingMode.HALF_EVEN);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }
}
