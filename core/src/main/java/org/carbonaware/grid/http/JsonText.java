package org.carbonaware.grid.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/** Reads JSON that others wrote: an object or an array and nothing after it, not nested deeply. */
public final class JsonText {
  /** Small values take many times the memory of their text: some 100 bytes each. */
  private static final long MOST_TOKENS =
      Math.min(8_000_000, Runtime.getRuntime().maxMemory() / 256);

  /** A parser needs several times the memory of a long text, all in one piece. */
  private static final int LONGEST_TEXT = 1 << 16;

  private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder()
              .maxNestingDepth(64)
              .maxStringLength(LONGEST_TEXT)
              .maxTokenCount(MOST_TOKENS)
              .build())
          .build())
      // Python servers write NaN for "missing".
      .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .build();

  private JsonText() {}

  /**
   * Reads a text.
   *
   * @param text UTF-8, with or without byte order mark
   * @return its root, an object or an array
   * @throws IOException if it is anything else; the message says what it is, such as "JSON that
   *     ends or breaks at byte 7 of 9", and nothing of its content
   */
  public static JsonNode read(byte[] text) throws IOException {
    JsonNode root;
    try {
      root = MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation(); // null where a limit was hit
      if (e instanceof StreamConstraintsException) {
        throw new IOException("JSON of more than " + MOST_TOKENS
            + " values and names, or with a longer or deeper value than any such document has");
      }
      throw new IOException("JSON that ends or breaks"
          + (at == null || at.getByteOffset() < 0
              ? "" // not known in other charsets
              : " at byte " + at.getByteOffset() + " of " + text.length));
    }
    if (!root.isContainerNode()) {
      throw new IOException("no JSON object");
    }
    return root;
  }
}
