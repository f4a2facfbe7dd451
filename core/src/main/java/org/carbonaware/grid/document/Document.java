package org.carbonaware.grid.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.carbonaware.files.GzipMembers;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.http.JsonText;
import org.carbonaware.grid.trace.Gaps;
import org.carbonaware.grid.trace.TraceFile;

/**
 * A document's content, in one of the formats that are understood. Its content decides which, not
 * its name. Safe for several threads.
 */
final class Document {
  /** What a document may be, for messages. */
  static final String EXPECTED = "expected CSV with a header such as timestamp,gco2_per_kwh, or"
      + " JSON: " + ForecastDocument.SCHEMA + ", " + MonitorDocument.SCHEMA
      + " or the Carbon Aware SDK's Emissions";

  private static final int LONGEST_START = 1 << 20;

  /**
   * How a document is to be read.
   *
   * @param where what messages of lasting failures begin with
   * @param name what people call it
   * @param basis what its values count, as its user says
   * @param mayBeCut whether somebody may be writing it
   * @param damage makes the failure of a document that is not what it should be from what it holds
   */
  record Terms(
      String where,
      String name,
      Basis basis,
      boolean mayBeCut,
      Function<String, GridException> damage) {
    GridException damaged(String holds) {
      return damage.apply(holds);
    }
  }

  /** What a document says about a zone. */
  private interface Format {
    Part part(Zone zone);
  }

  private final Format format;
  private final Map<Zone, Part> parts = new ConcurrentHashMap<>();

  private Document(Format format) {
    this.format = format;
  }

  /** Reads bytes, gzipped or not, that are no more than {@code maxBytes} when they are not. */
  static Document read(byte[] bytes, int maxBytes, Terms terms) {
    byte[] text = plain(bytes, maxBytes, terms);
    int first = firstOfText(text);
    if (first < 0) {
      throw terms.damaged("nothing; " + EXPECTED);
    }
    return new Document(
        text[first] == '{' || text[first] == '[' ? json(text, terms) : csv(text, terms));
  }

  private static byte[] plain(byte[] bytes, int maxBytes, Terms terms) {
    if (bytes.length < 2 || (bytes[0] & 0xff) != 0x1f || (bytes[1] & 0xff) != 0x8b) {
      return bytes;
    }
    byte[] text;
    try (InputStream unzipped = new GzipMembers(new ByteArrayInputStream(bytes))) {
      text = unzipped.readNBytes(maxBytes + 1);
    } catch (IOException e) {
      throw terms.damaged("gzip data that ends or breaks");
    }
    if (text.length > maxBytes) {
      throw GridException.lasting(
          terms.where() + ": more than " + maxBytes + " bytes when unzipped; is it the right one?");
    }
    return text;
  }

  /** The index of the first character that is no blank or byte order mark, or -1. */
  private static int firstOfText(byte[] text) {
    int mark = text.length >= 3
            && (text[0] & 0xff) == 0xef
            && (text[1] & 0xff) == 0xbb
            && (text[2] & 0xff) == 0xbf
        ? 3
        : 0;
    for (int i = mark; i < text.length; i++) {
      if (text[i] < 0 || text[i] > ' ') {
        return i;
      }
    }
    return -1;
  }

  private static Format csv(byte[] text, Terms terms) {
    // Half a number is a number too.
    if (terms.mayBeCut() && text[text.length - 1] != '\n') {
      throw terms.damaged("a last line without an end, as while it is written");
    }
    if (!hasColumns(text)) {
      throw terms.damaged("neither JSON nor CSV; " + EXPECTED);
    }
    return zone -> Part.undated(
        TraceFile.read(
            terms.where(),
            terms.name(),
            new ByteArrayInputStream(text),
            zone,
            terms.basis(),
            Gaps.LEAVE),
        zone);
  }

  /** Whether the first line that is no comment may be a header. */
  private static boolean hasColumns(byte[] text) {
    String start =
        new String(text, 0, Math.min(text.length, LONGEST_START), StandardCharsets.UTF_8);
    return start
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .findFirst()
        .map(line -> line.indexOf(',') >= 0 || line.indexOf(';') >= 0)
        .orElse(true);
  }

  private static Format json(byte[] text, Terms terms) {
    JsonNode root;
    try {
      root = JsonText.read(text);
    } catch (IOException e) {
      throw terms.damaged(String.valueOf(e.getMessage()));
    }
    if (root.isArray() || root.path("Emissions").isArray()) {
      return zone -> new SdkDocument(root, terms).part(zone);
    }
    return switch (root.path("schema").asText()) {
      case ForecastDocument.SCHEMA -> zone -> ForecastDocument.part(root, terms, zone);
      case MonitorDocument.SCHEMA -> zone -> MonitorDocument.part(root, terms, zone);
      default -> throw terms.damaged("JSON of an unknown schema; " + EXPECTED);
    };
  }

  /** What it says about a zone; the same object each time. */
  Part part(Zone zone) {
    Part known = parts.get(zone);
    if (known == null) {
      known = format.part(zone);
      parts.put(zone, known);
    }
    return known;
  }
}
