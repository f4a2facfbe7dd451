package org.carbonaware.grid.trace;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.carbonaware.grid.GridException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a text file, gzipped or not, line by line in UTF-8, and refuses lines that no table of
 * numbers has, so that a wrong file cannot exhaust memory.
 */
final class BoundedLines implements Closeable {
  static final int MAX_LINE_CHARS = 1 << 20;

  private final String where;
  private final Reader reader;
  private final char[] buffer = new char[1 << 15];
  private int position;
  private int limit;
  private int line;

  /** Takes over the stream. */
  BoundedLines(String where, InputStream text) throws IOException {
    this.where = where;
    this.reader = new InputStreamReader(open(text), StandardCharsets.UTF_8);
  }

  // The name does not decide: renamed and mislabelled downloads are common.
  private static InputStream open(InputStream text) throws IOException {
    InputStream raw = new BufferedInputStream(text, 1 << 16);
    try {
      raw.mark(2);
      boolean gzip = raw.read() == 0x1f && raw.read() == 0x8b;
      raw.reset();
      return gzip ? new GZIPInputStream(raw, 1 << 15) : raw;
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  /** The next line without its end and without a leading byte order mark, or null at the end. */
  @Nullable
  String next() throws IOException {
    if (position == limit && !refill()) {
      return null;
    }
    line++;
    StringBuilder start = new StringBuilder();
    boolean ended = false;
    while (!ended && (position < limit || refill())) {
      int end = position;
      while (end < limit && buffer[end] != '\n') {
        end++;
      }
      ended = end < limit;
      if (start.length() + end - position > MAX_LINE_CHARS) {
        throw GridException.lasting(
            where + ":" + line + ": line longer than 1 MiB; expected a CSV file with short lines");
      }
      start.append(buffer, position, end - position);
      position = ended ? end + 1 : end;
    }
    return trimmed(start);
  }

  private String trimmed(StringBuilder text) {
    int end = text.length();
    if (end > 0 && text.charAt(end - 1) == '\r') {
      end--;
    }
    int begin = line == 1 && end > 0 && text.charAt(0) == '\uFEFF' ? 1 : 0;
    return text.substring(begin, Math.max(begin, end));
  }

  private boolean refill() throws IOException {
    position = 0;
    limit = Math.max(0, reader.read(buffer));
    return limit > 0;
  }

  /** The number of the line last read, from 1. */
  int line() {
    return line;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
