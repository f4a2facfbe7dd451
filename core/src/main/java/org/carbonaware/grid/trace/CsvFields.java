package org.carbonaware.grid.trace;

import java.util.ArrayList;
import java.util.List;

/** Splits a CSV line into fields; quoted fields may hold commas and doubled quotes. */
final class CsvFields {
  private CsvFields() {}

  /** The fields without surrounding blanks. An unclosed quote ends with the line. */
  static List<String> split(String line) {
    List<String> fields = new ArrayList<>();
    if (line.indexOf('"') >= 0) {
      splitQuoted(line, fields);
      return fields;
    }
    int begin = 0;
    for (int comma = line.indexOf(','); comma >= 0; comma = line.indexOf(',', begin)) {
      fields.add(line.substring(begin, comma).strip());
      begin = comma + 1;
    }
    fields.add(line.substring(begin).strip());
    return fields;
  }

  private static void splitQuoted(String line, List<String> fields) {
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        field.append('"');
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        fields.add(field.toString().strip());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    fields.add(field.toString().strip());
  }
}
