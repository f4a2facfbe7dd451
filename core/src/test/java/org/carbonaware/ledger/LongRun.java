package org.carbonaware.ledger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;

/**
 * Writes records with as many lines of energy as wanted, 2.6 seconds each, so that a million are 30
 * days: eight GPUs, processor and memory, another intensity every hour, an epoch every 10 minutes.
 */
final class LongRun {
  private static final long NANOS_EACH = 2_600_000_000L;
  private static final long LINES_AN_HOUR = 1384;
  private static final long LINES_AN_EPOCH = 230;
  private static final int GPUS = 8;

  private LongRun() {}

  /** What one line of energy draws, in joules. */
  static double joules(long line) {
    return GPUS * gpuJoules(line) + 260.0 + 26.0;
  }

  private static double gpuJoules(long line) {
    return 1040 + line % 97 + 0.25;
  }

  private static double gramsPerKwh(long line) {
    return 100 + line / LINES_AN_HOUR * 37 % 400;
  }

  static void write(Path file, long lines) throws IOException {
    RecordedRun run = new RecordedRun().begin();
    long number = 0;
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      for (LedgerEntry entry : run.entries()) {
        out.write(LedgerLines.toBytes(++number, entry.at(), entry.kind(), entry.fields()));
      }
      for (long line = 0; line < lines; line++) {
        Instant from = RecordedRun.START.plusNanos(line * NANOS_EACH);
        if (line % LINES_AN_HOUR == 0) {
          out.write(LedgerLines.toBytes(++number, from, "intensity", intensity(line, from)));
        }
        out.write(energy(++number, line, from).getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private static ObjectNode intensity(long line, Instant at) {
    return LedgerLines.fields()
        .put("gramsPerKwh", gramsPerKwh(line))
        .put("basis", "lifecycle")
        .put("intensityAt", at.toString())
        .put("source", "made")
        .put("intensityKind", "measured");
  }

  private static String energy(long number, long line, Instant from) {
    StringBuilder text = new StringBuilder(600);
    double joules = joules(line);
    long epoch = line / LINES_AN_EPOCH;
    text.append("{\"schema\":\"").append(LedgerLines.SCHEMA).append("\",\"sequence\":");
    text.append(number).append(",\"at\":\"").append(from.plusNanos(NANOS_EACH));
    text.append("\",\"kind\":\"energy\",\"from\":\"").append(from);
    text.append("\",\"state\":\"RUNNING\",\"joules\":").append(joules);
    text.append(",\"method\":\"measured\",\"joulesByComponent\":{\"cpu\":260.0");
    for (int gpu = 0; gpu < GPUS; gpu++) {
      text.append(",\"gpu").append(gpu).append("\":").append(gpuJoules(line));
    }
    text.append(",\"ram\":26.0},\"grams\":").append(joules / RecordedRun.KWH * gramsPerKwh(line));
    text.append(",\"firstEpoch\":").append(epoch).append(",\"lastEpoch\":").append(epoch);
    return text.append("}\n").toString();
  }

  /** Reads a record's account, goes on recording it, and prints its joules and lost lines. */
  public static void main(String[] arguments) {
    Ledger ledger = Ledger.in(Path.of(arguments[0]));
    RunSummary summary = RunAccount.read(ledger.file("run-1")).summary();
    ledger.onEvent(RecordedRun.started("run-1", summary.endedAt()));
    ledger.onClose();
    System.out.println(String.format(Locale.ROOT, "%.3f %d", summary.joules(), ledger.lostLines()));
  }
}
