package org.carbonaware.ledger;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import org.carbonaware.files.FileFailure;
import org.carbonaware.files.ForeignFiles;
import org.carbonaware.files.UnfitFileException;

/**
 * The lines of a file, read as they are needed: a file of any length takes the same memory. Lines
 * that are appended meanwhile are left out. Lines of energy, of which there are most, are read
 * without making a tree of them.
 */
final class FileLines implements LineSource {
  private static final int CHUNK = 1 << 16;

  /** Texts of lines are cut, and no line of ours is near it. */
  private static final int LONGEST_LINE = 1 << 20;

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER).build();

  private final Path path;
  private final RunAccount.Progress progress;
  private final EnergyLine energy = new EnergyLine();
  private byte[] buffer = new byte[CHUNK];
  private long complete = -1;
  private long torn;
  private boolean unusual;
  private long number;
  private Instant lastAt = Instant.EPOCH;

  FileLines(Path path) {
    this(path, (read, all) -> {});
  }

  FileLines(Path path, RunAccount.Progress progress) {
    this.path = path;
    this.progress = progress;
  }

  @Override
  public String name() {
    return path.toString();
  }

  @Override
  public void forEach(Sink sink) {
    read(Long.MAX_VALUE, (from, to) -> line(from, to, sink));
    if (torn > 0 && number > 0) {
      sink.other(
          torn > LONGEST_LINE
              ? LedgerLines.leftOut(number + 1, lastAt, torn)
              : LedgerLines.leftOut(
                  number + 1, lastAt, new String(buffer, 0, (int) torn, StandardCharsets.UTF_8)));
    }
  }

  @Override
  public void forEachEnergy(EnergySink sink) {
    if (complete < 0) {
      throw new IllegalStateException("read all lines first");
    }
    read(complete, (from, to) -> {
      if (readEnergy(from, to, true)) {
        sink.energy(energy);
      } else if (unusual) {
        LedgerEntry entry = tree(from, to);
        if (entry.kind().equals("energy")) {
          energy.read(entry);
          sink.energy(energy);
        }
      }
    });
  }

  /** A line in the buffer. */
  private interface Span {
    void line(int from, int to);
  }

  private void read(long most, Span lines) {
    number = 0;
    long bytes = 0;
    int held = 0;
    long unended = 0;
    try (InputStream in = ForeignFiles.open(path)) {
      long passes = 2; // all lines, then those of energy
      long before = most == Long.MAX_VALUE ? 0 : most;
      long all = Math.max(1, passes * (before > 0 ? before : Files.size(path)));
      while (bytes + held < most) {
        if (held == LONGEST_LINE) { // only a last line that was never complete may be longer
          unended = held + unended(in);
          break;
        } else if (held == buffer.length) {
          buffer = Arrays.copyOf(buffer, 2 * held);
        }
        int wanted = (int) Math.min(buffer.length - held, most - bytes - held);
        int read = in.read(buffer, held, wanted);
        if (read < 0) {
          break;
        }
        int start = 0;
        int end = held + read;
        for (int i = held; i < end; i++) {
          if (buffer[i] == '\n') {
            number++;
            lines.line(start, i);
            start = i + 1;
          }
        }
        bytes += start;
        held = end - start;
        progress.read(Math.min(all, before + bytes), all);
        System.arraycopy(buffer, start, buffer, 0, held);
      }
    } catch (UnfitFileException e) {
      throw new LedgerException(
          "the ledger " + path + " " + e.getMessage() + "; expected the record of a run", e);
    } catch (IOException e) {
      throw new LedgerException("can't read the ledger " + path + ": " + FileFailure.reason(e), e);
    }
    if (most == Long.MAX_VALUE) {
      complete = bytes;
      torn = Math.max(held, unended);
    } else if (bytes < most) {
      throw new LedgerException(
          path + " became shorter while it was read, expected a file that only grows", null);
    }
  }

  /** How many bytes follow, if none of them ends the line. */
  private long unended(InputStream in) throws IOException {
    byte[] chunk = new byte[CHUNK];
    long bytes = 0;
    for (int read; (read = in.read(chunk)) >= 0; bytes += read) {
      for (int i = 0; i < read; i++) {
        if (chunk[i] == '\n') {
          throw new LedgerException(
              path + ":" + (number + 1) + " is damaged, expected a line of at most " + LONGEST_LINE
                  + " bytes",
              null);
        }
      }
    }
    return bytes;
  }

  private void line(int from, int to, Sink sink) {
    String kind = "energy";
    try {
      if (readEnergy(from, to, false)) {
        lastAt = EpochNanos.instant(energy.to);
        sink.energy(energy);
        return;
      }
      LedgerEntry entry = tree(from, to);
      kind = entry.kind();
      lastAt = entry.at();
      if (kind.equals("energy")) {
        unusual = true;
        energy.read(entry);
        sink.energy(energy);
      } else {
        sink.other(entry);
      }
    } catch (DateTimeException e) {
      throw new LedgerException(
          path + ":" + number + " (" + kind + ") has a wrong time: " + e.getMessage(), e);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new LedgerException(path + ":" + number + " (" + kind + "): " + e.getMessage(), e);
    }
  }

  private LedgerEntry tree(int from, int to) {
    String text = new String(buffer, from, to - from, StandardCharsets.UTF_8);
    return LedgerLines.parse(path, number, text);
  }

  /** Reads the line if it is one of energy as it is written, and none but such. */
  private boolean readEnergy(int from, int to, boolean brief) {
    try (JsonParser parser = JSON.createParser(buffer, from, to - from)) {
      boolean usual = parser.nextToken() == JsonToken.START_OBJECT
          && "schema".equals(parser.nextFieldName())
          && LedgerLines.SCHEMA.equals(parser.nextTextValue())
          && "sequence".equals(parser.nextFieldName())
          && parser.nextToken() == JsonToken.VALUE_NUMBER_INT
          && parser.getLongValue() == number
          && "at".equals(parser.nextFieldName())
          && parser.nextToken() == JsonToken.VALUE_STRING;
      if (usual) {
        long at = EpochNanos.parse(
            parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
        return "kind".equals(parser.nextFieldName())
            && "energy".equals(parser.nextTextValue())
            && energy.read(parser, number, at, brief);
      }
    } catch (IOException | DateTimeException e) {
      // Read again as a tree, it says what is wrong.
    }
    return false;
  }
}
