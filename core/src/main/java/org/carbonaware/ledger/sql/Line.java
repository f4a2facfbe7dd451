package org.carbonaware.ledger.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import org.carbonaware.ledger.LedgerEntry;
import org.carbonaware.ledger.LedgerException;
import org.jspecify.annotations.Nullable;

/** A complete line of a ledger file: as it is written, the digest of its bytes, what it says. */
final class Line {
  private static final String SCHEMA = "carbon-aware/ledger/v1";
  private static final ObjectMapper JSON = JsonMapper.builder()
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .build();

  private final String text;
  private final byte[] sha256;
  private final LedgerEntry entry;

  Line(String text, byte[] sha256, LedgerEntry entry) {
    this.text = text;
    this.sha256 = sha256;
    this.entry = entry;
  }

  String text() {
    return text;
  }

  byte[] sha256() {
    return sha256;
  }

  LedgerEntry entry() {
    return entry;
  }

  /**
   * Reads a line.
   *
   * @param place where it is, for messages
   * @param number which line of its run it must be
   * @param text the line
   * @throws LedgerException if it is damaged or another one
   */
  static LedgerEntry parse(String place, long number, String text) {
    try {
      JsonNode node = JSON.readTree(text);
      if (!(node instanceof ObjectNode fields)
          || !SCHEMA.equals(fields.path("schema").asText())) {
        throw new LedgerException(place + " is not a line of " + SCHEMA, null);
      }
      long sequence = fields.path("sequence").asLong();
      if (sequence != number) {
        throw new LedgerException(
            place + " is line " + sequence + " of its run, expected " + number
                + ": lines were taken out or put in",
            null);
      }
      Instant at = Instant.parse(fields.path("at").asText());
      return new LedgerEntry(sequence, at, fields.path("kind").asText(), fields);
    } catch (JsonProcessingException e) {
      throw damaged(place, e.getOriginalMessage(), e);
    } catch (DateTimeException e) {
      throw damaged(place, e.getMessage(), e);
    }
  }

  private static LedgerException damaged(String place, @Nullable String how, Exception cause) {
    return new LedgerException(place + " is damaged, expected a JSON object: " + how, cause);
  }
}
