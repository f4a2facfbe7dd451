package org.carbonaware.grid.resilient;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.zip.CRC32;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.Zone;

/**
 * The last good forecast as text: a line of JSON, and a line with its CRC-32, so that a file cut or
 * damaged is noticed.
 */
final class StoredForecasts {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int FORMAT = 1;

  /**
   * A forecast and when its source gave it.
   *
   * @param at when the source itself said it
   */
  record Stored(IntensitySeries series, Instant at) {}

  private StoredForecasts() {}

  static byte[] write(Stored stored) {
    IntensitySeries series = stored.series();
    ObjectNode node = JSON.createObjectNode()
        .put("format", FORMAT)
        .put("zone", series.zone().key())
        .put("basis", series.basis().name())
        .put("source", series.provenance().source())
        .put("kind", series.provenance().kind().name())
        .put("given", stored.at().toString())
        .put("start", series.start().toString())
        .put("stepSeconds", series.step().toSeconds());
    ArrayNode values = node.putArray("gramsPerKwh");
    for (double value : series.toArray()) {
      if (Double.isNaN(value)) {
        values.addNull();
      } else {
        values.add(value);
      }
    }
    String line = node.toString();
    return (line + "\n" + checksum(line) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException naming what is wrong, if the text is anything else
   */
  static Stored read(byte[] bytes) throws IOException {
    String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\n", -1);
    if (lines.length != 3 || !lines[2].isEmpty() || !lines[1].equals(checksum(lines[0]))) {
      throw new IOException("damaged: the checksum does not fit");
    }
    try {
      JsonNode node = JSON.readTree(lines[0]);
      if (node.path("format").asInt() != FORMAT) {
        throw new IOException("format " + node.path("format") + ": expected " + FORMAT);
      }
      JsonNode list = node.required("gramsPerKwh");
      if (!list.isArray()) {
        throw new IOException("not a stored forecast: gramsPerKwh is no list");
      }
      double[] values = new double[list.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = list.get(i).isNull() ? Double.NaN : list.get(i).asDouble(Double.NaN);
      }
      Provenance provenance = new Provenance(
          node.required("source").asText(),
          Provenance.Kind.valueOf(node.required("kind").asText()));
      IntensitySeries series = IntensitySeries.of(
          Zone.of(node.required("zone").asText()),
          Basis.valueOf(node.required("basis").asText()),
          provenance,
          Instant.parse(node.required("start").asText()),
          Duration.ofSeconds(node.required("stepSeconds").asLong()),
          values);
      return new Stored(series, Instant.parse(node.required("given").asText()));
    } catch (JsonProcessingException
        | DateTimeException
        | ArithmeticException
        | IllegalArgumentException e) {
      throw new IOException("not a stored forecast: " + e.getMessage(), e);
    }
  }

  private static String checksum(String line) {
    CRC32 crc = new CRC32();
    crc.update(line.getBytes(StandardCharsets.UTF_8));
    return String.format("%08x", crc.getValue());
  }
}
