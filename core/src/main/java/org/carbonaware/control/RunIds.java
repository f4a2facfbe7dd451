package org.carbonaware.control;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/** Names for runs: sortable by time, distinct across machines. */
final class RunIds {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private RunIds() {}

  static String fresh(Instant now) {
    return "run-" + TIME.format(now) + "-" + UUID.randomUUID().toString().substring(0, 8);
  }
}
