package org.carbonaware.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An append-only file of JSON lines. A line is handed to the operating system before
 * {@link #append} returns, so it survives the death of the process; {@code durable} lines are
 * forced to the device too. A torn last line, left by a crash, is cut off when the file is opened
 * again, and reported. Not safe for several threads.
 */
final class LedgerFile implements AutoCloseable {
  static final String SCHEMA = "carbon-aware/ledger/v1";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What a file holds; {@code torn} is the text of a last line that never was complete. */
  record Content(List<LedgerEntry> entries, Optional<String> torn, long soundBytes) {}

  private final Path path;
  private final FileChannel channel;
  private final Optional<String> torn;
  private long sequence;

  private LedgerFile(Path path, FileChannel channel, long sequence, Optional<String> torn) {
    this.path = path;
    this.channel = channel;
    this.sequence = sequence;
    this.torn = torn;
  }

  static LedgerFile open(Path path) {
    try {
      Content content =
          Files.exists(path) ? read(path) : new Content(List.of(), Optional.empty(), 0);
      FileChannel channel =
          FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      channel.truncate(content.soundBytes());
      channel.position(content.soundBytes());
      return new LedgerFile(path, channel, content.entries().size(), content.torn());
    } catch (IOException e) {
      throw new LedgerException("can't open the ledger " + path + ": " + e, e);
    }
  }

  /** The torn line that was cut off at opening. */
  Optional<String> torn() {
    return torn;
  }

  Path path() {
    return path;
  }

  void append(Instant at, String kind, ObjectNode fields, boolean durable) {
    ObjectNode line = JSON.createObjectNode();
    line.put("schema", SCHEMA)
        .put("sequence", sequence + 1)
        .put("at", at.toString())
        .put("kind", kind);
    line.setAll(fields);
    try {
      ByteBuffer bytes =
          ByteBuffer.wrap((JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      if (durable) {
        channel.force(false);
      }
      sequence++;
    } catch (IOException e) {
      throw new LedgerException("can't write to the ledger " + path + ": " + e, e);
    }
  }

  static ObjectNode fields() {
    return JSON.createObjectNode();
  }

  /** Reads a file; lines before the last must be sound. */
  static Content read(Path path) throws IOException {
    byte[] bytes = Files.readAllBytes(path);
    List<LedgerEntry> entries = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        String line = new String(bytes, start, i - start, StandardCharsets.UTF_8);
        entries.add(parse(path, entries.size() + 1, line));
        start = i + 1;
      }
    }
    Optional<String> torn = start < bytes.length
        ? Optional.of(new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8))
        : Optional.empty();
    return new Content(List.copyOf(entries), torn, start);
  }

  private static LedgerEntry parse(Path path, int number, String line) {
    try {
      JsonNode node = JSON.readTree(line);
      if (node instanceof ObjectNode fields
          && SCHEMA.equals(fields.path("schema").asText())) {
        return new LedgerEntry(
            fields.path("sequence").asLong(),
            Instant.parse(fields.path("at").asText()),
            fields.path("kind").asText(),
            fields);
      }
    } catch (JsonProcessingException | DateTimeParseException e) {
      throw new LedgerException(path + ":" + number + " is damaged: " + e.getMessage(), e);
    }
    throw new LedgerException(path + ":" + number + " is not a line of " + SCHEMA, null);
  }

  @Override
  public void close() {
    try {
      channel.force(true);
      channel.close();
    } catch (IOException e) {
      throw new LedgerException("can't close the ledger " + path + ": " + e, e);
    }
  }
}
