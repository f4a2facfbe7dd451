package org.carbonaware.grid.trace;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import org.carbonaware.files.GzipMembers;
import org.carbonaware.grid.GridException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a text file, gzipped or not, line by line in UTF-8, and refuses lines that no table of
 * numbers has, so that a wrong file cannot exhaust memory.
 */
final class BoundedLines implements Closeable {
  static final int MAX_LINE_CHARS = 1 << 20;

  /** Twice as many as a table may have values. */
  private static final int MAX_LINES = 40_000_000;

  private static final long MAX_CHARS = 1L << 31;

  private final String where;
  private final Reader reader;
  private final char[] buffer = new char[1 << 15];
  private int position;
  private int limit;
  private int line;
  private long chars;

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
      return gzip ? new GzipMembers(raw) : raw;
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  /** What is wrong with gzip data. */
  static String inWords(IOException damage) {
    String message = damage.getMessage();
    return message == null ? "it ends too early" : message;
  }

  /** The next line without its end and without a leading byte order mark, or null at the end. */
  @Nullable
  String next() throws IOException {
    if (position == limit && !refill()) {
      return null;
    }
    line++;
    if (line > MAX_LINES) {
      throw tooLong(MAX_LINES + " lines");
    }
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

  private GridException tooLong(String most) {
    return GridException.lasting(
        where + ": more than " + most + "; expected a table that ends. Otherwise split the file");
  }

  private boolean refill() throws IOException {
    position = 0;
    limit = Math.max(0, reader.read(buffer));
    chars += limit;
    if (chars > MAX_CHARS) {
      throw tooLong((MAX_CHARS >> 30) + " GiB of text");
    }
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
