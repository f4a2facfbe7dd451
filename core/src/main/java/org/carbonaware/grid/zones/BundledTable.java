package org.carbonaware.grid.zones;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A small table in the jar: comma-separated without quotes, lines that begin with {@code #} are
 * comments, the first other line names the columns.
 */
public final class BundledTable {
  private static final String FOLDER = "/org/carbonaware/grid/";

  private BundledTable() {}

  /**
   * Reads a table. Blocks on the jar.
   *
   * @param name the file's name in the folder of grid tables
   * @param columns how many fields each line has
   * @return the rows, in order
   * @throws IllegalStateException if the jar lacks the table or a line has another number of fields
   */
  public static List<String[]> rows(String name, int columns) {
    List<String[]> rows = new ArrayList<>();
    try (InputStream in = BundledTable.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new IllegalStateException("resource " + FOLDER + name + " is not in the jar");
      }
      BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      boolean head = true;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (line.startsWith("#")) {
          continue;
        }
        String[] fields = line.split(",", -1);
        if (fields.length != columns) {
          throw new IllegalStateException(
              name + ": \"" + line + "\" has " + fields.length + " fields, expected " + columns);
        }
        if (!head) {
          rows.add(fields);
        }
        head = false;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("resource " + FOLDER + name, e);
    }
    return rows;
  }
}
