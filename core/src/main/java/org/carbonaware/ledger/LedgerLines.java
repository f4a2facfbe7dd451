package org.carbonaware.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bytes of a ledger: one JSON object a line, numbered from 1. */
final class LedgerLines {
  static final String SCHEMA = "carbon-aware/ledger/v1";
  private static final ObjectMapper JSON = JsonMapper.builder()
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .build();

  private LedgerLines() {}

  /**
   * Where a file's complete lines end.
   *
   * @param lines how many there are
   * @param bytes their length
   * @param torn the length of what stands behind them: a line that never was complete
   */
  record End(long lines, long bytes, long torn) {}

  static ObjectNode fields() {
    return JSON.createObjectNode();
  }

  static byte[] toBytes(long sequence, Instant at, String kind, ObjectNode fields) {
    ObjectNode line = fields();
    line.put("schema", SCHEMA)
        .put("sequence", sequence)
        .put("at", at.toString())
        .put("kind", kind);
    line.setAll(fields);
    BriefTexts.in(line);
    try {
      return (JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new LedgerException("a " + kind + " line can't be written as JSON: " + e, e);
    }
  }

  /**
   * Looks for line feeds only: a damaged line must not keep a run from going on recording. Takes
   * the same memory for any length: months of records must not keep one from it either.
   */
  static End end(InputStream content) throws IOException {
    byte[] chunk = new byte[1 << 16];
    long lines = 0;
    long bytes = 0;
    long complete = 0;
    for (int read; (read = content.read(chunk)) >= 0; bytes += read) {
      for (int i = 0; i < read; i++) {
        if (chunk[i] == '\n') {
          lines++;
          complete = bytes + i + 1;
        }
      }
    }
    return new End(lines, complete, bytes - complete);
  }

  /** Reads all complete lines; they must be sound and follow each other. */
  static List<LedgerEntry> parse(Path path, byte[] content) {
    List<LedgerEntry> entries = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < content.length; i++) {
      if (content[i] == '\n') {
        entries.add(parse(path, entries.size() + 1, text(content, start, i)));
        start = i + 1;
      }
    }
    return entries;
  }

  /** What a line says, wherever it stands. */
  static JsonNode json(String line) throws JsonProcessingException {
    return JSON.readTree(line);
  }

  /** Reads one line. */
  static LedgerEntry parse(Path path, long number, String line) {
    try {
      JsonNode node = JSON.readTree(line);
      if (!(node instanceof ObjectNode fields)
          || !SCHEMA.equals(fields.path("schema").asText())) {
        throw new LedgerException(path + ":" + number + " is not a line of " + SCHEMA, null);
      }
      long sequence = fields.path("sequence").asLong();
      if (sequence != number) {
        throw new LedgerException(
            path + ":" + number + " is line " + sequence + " of its run, expected " + number
                + ": lines were taken out or put in",
            null);
      }
      return new LedgerEntry(
          sequence,
          Instant.parse(fields.path("at").asText()),
          fields.path("kind").asText(),
          BriefTexts.in(fields));
    } catch (JsonProcessingException e) {
      throw damaged(path, number, e.getOriginalMessage(), e);
    } catch (DateTimeException e) {
      throw damaged(path, number, e.getMessage(), e);
    }
  }

  /** What stands for a last line that was never complete. */
  static LedgerEntry leftOut(long number, Instant at, String line) {
    return incomplete(number, at, line.length() + " characters");
  }

  /** The same where only its length is known. */
  static LedgerEntry leftOut(long number, Instant at, long bytes) {
    return incomplete(number, at, bytes + " bytes");
  }

  private static LedgerEntry incomplete(long number, Instant at, String length) {
    String warning = "left out an incomplete last line of " + length;
    return new LedgerEntry(number, at, "warning", fields().put("text", warning));
  }

  private static LedgerException damaged(
      Path path, long number, @Nullable String how, Exception cause) {
    return new LedgerException(
        path + ":" + number + " is damaged, expected a JSON object: " + how, cause);
  }

  private static String text(byte[] content, int from, int to) {
    return new String(content, from, to - from, StandardCharsets.UTF_8);
  }
}
