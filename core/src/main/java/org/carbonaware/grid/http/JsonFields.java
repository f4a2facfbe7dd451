package org.carbonaware.grid.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads fields that may be absent, null or of another type. */
public final class JsonFields {
  private JsonFields() {}

  /**
   * A number.
   *
   * @param node a field, or null if absent
   * @return its value, NaN if it is absent, null or no number
   */
  public static double number(@Nullable JsonNode node) {
    return node != null && node.isNumber() ? node.doubleValue() : Double.NaN;
  }

  /**
   * A time with its offset, with or without seconds.
   *
   * @param node a field, or null if absent
   * @return the time, or empty if it is absent or unreadable
   */
  public static Optional<Instant> time(@Nullable JsonNode node) {
    if (node == null || !node.isTextual()) {
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(node.textValue()).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
