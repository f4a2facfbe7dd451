package org.carbonaware.benchmarks.published;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** A CSV file with a header, without quotes, gzipped if it ends in .gz. Immutable. */
final class CsvTable {
  private final Path file;
  private final List<String> header;
  private final List<String[]> rows;

  private CsvTable(Path file, List<String> header, List<String[]> rows) {
    this.file = file;
    this.header = header;
    this.rows = rows;
  }

  static CsvTable read(Path file) {
    List<String[]> rows = new ArrayList<>();
    try (InputStream bytes = Files.newInputStream(file);
        InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        rows.add(line.split(",", -1));
      }
    } catch (IOException e) {
      throw new BadDataException(file + ": cannot be read: " + e, e);
    }
    if (rows.isEmpty()) {
      throw new BadDataException(file + ": empty, expected a header");
    }
    List<String> header = Arrays.asList(rows.remove(0));
    for (int row = 0; row < rows.size(); row++) {
      if (rows.get(row).length != header.size()) {
        throw new BadDataException(file + ":" + (row + 2) + ": " + rows.get(row).length
            + " fields, expected the " + header.size() + " of the header");
      }
    }
    return new CsvTable(file, header, rows);
  }

  int size() {
    return rows.size();
  }

  String text(int row, String column) {
    int index = header.indexOf(column);
    if (index < 0) {
      throw new BadDataException(file + ": no column " + column + " in the header, which has "
          + String.join(", ", header));
    }
    return rows.get(row)[index];
  }

  double number(int row, String column) {
    String text = text(row, column);
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new BadDataException(
          file + ":" + (row + 2) + ": " + column + " \"" + text + "\" is no number", e);
    }
  }

  int whole(int row, String column) {
    double number = number(row, column);
    if (number != Math.rint(number)) {
      throw new BadDataException(
          file + ":" + (row + 2) + ": " + column + " " + number + " is no whole number");
    }
    return (int) number;
  }
}
