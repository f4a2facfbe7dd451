package org.carbonaware.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import org.carbonaware.control.ControllerState;
import org.carbonaware.files.FileFailure;
import org.carbonaware.files.ForeignFiles;

/**
 * What the last lines of a record tell of its end. Of a record of any length only these are read:
 * an end is told by the last line, or by one of the last if there were warnings after it.
 *
 * @param started whether they tell of anything: a record may have been cut off before its first
 *     line
 * @param told whether they tell that the run is finished and complete
 * @param lastAt the latest moment they tell of; the epoch if they tell of none
 */
record RecordEnd(boolean started, boolean told, Instant lastAt) {
  private static final long TAIL_BYTES = 1 << 16;

  static RecordEnd of(Path path) {
    try (InputStream content = ForeignFiles.open(path)) {
      content.skipNBytes(Math.max(0, Files.size(path) - TAIL_BYTES));
      return of(new String(content.readNBytes(2 * (int) TAIL_BYTES), UTF_8));
    } catch (IOException e) {
      throw new LedgerException("can't read the ledger " + path + ": " + FileFailure.reason(e), e);
    }
  }

  private static RecordEnd of(String tail) {
    boolean started = false;
    boolean told = false;
    Instant lastAt = Instant.EPOCH;
    for (String text : tail.split("\n", -1)) {
      try {
        JsonNode line = LedgerLines.json(text);
        String kind = line.path("kind").asText();
        if (kind.equals(EventLines.RUN_ENDED)) {
          told = line.path("complete").asBoolean()
              && line.path("state").asText().equals(ControllerState.FINISHED.name());
        } else if (kind.equals("run-started")) {
          told = false;
        }
        Instant at = Instant.parse(line.path("at").asText());
        lastAt = at.isAfter(lastAt) ? at : lastAt;
        started = true;
      } catch (JsonProcessingException | DateTimeException e) {
        // Cut in two by the tail's begin or by a crash, or damaged: tells nothing.
      }
    }
    return new RecordEnd(started, told, lastAt);
  }
}
