package org.carbonaware.checkpoint;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Another JVM with a store: the main class, and how to start it. */
final class CheckpointProcess {
  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final int PARTS = 4;
  private static final int PART_BYTES = 30_000;

  private CheckpointProcess() {}

  static Process start(Path directory, String mode) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            CheckpointProcess.class.getName(),
            directory.toString(),
            mode)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  static BufferedReader lines(Process process) {
    InputStream output = process.getInputStream();
    return new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8));
  }

  /** Writes without end, or holds the store until its input ends. */
  public static void main(String[] arguments) throws IOException {
    PrintStream out = System.out;
    try (DirectoryCheckpointStore store = DirectoryCheckpointStore.open(Path.of(arguments[0]), 2)) {
      if (arguments[1].equals("hold")) {
        out.println("open");
        out.flush();
        while (System.in.read() >= 0) {
          // holds on
        }
        return;
      }
      long next = store.latest().map(each -> each.manifest().sequence()).orElse(0L) + 1;
      for (; ; next++) {
        Manifest written = store.write(snapshot(next, out), Map.of(), NOON);
        out.println("wrote " + written.sequence());
        out.flush();
      }
    } catch (CheckpointException e) {
      out.println("refused " + e.getMessage());
      out.flush();
    }
  }

  /** Content that follows from the sequence; says so while it is being written. */
  static Snapshot snapshot(long sequence, PrintStream out) {
    Snapshot.Content parameters = stream -> {
      for (int part = 0; part < PARTS; part++) {
        stream.write(part(sequence, part));
        out.println("part");
        out.flush();
      }
    };
    return new Snapshot(
        new TrainingIdentity("toy", "1", "ab", "a toy"),
        Map.of("value", Long.toString(sequence)),
        List.of(
            new Snapshot.File("parameters.bin", parameters),
            new Snapshot.File("updater.bin", stream -> stream.write(part(sequence, PARTS)))));
  }

  static byte[] part(long sequence, int part) {
    byte[] bytes = new byte[PART_BYTES];
    new SplittableRandom(sequence * 31 + part).nextBytes(bytes);
    return bytes;
  }

  /** Whether a checkpoint has the content of its sequence. */
  static boolean isRight(Checkpoint checkpoint) throws IOException {
    long sequence = checkpoint.manifest().sequence();
    boolean right =
        Long.toString(sequence).equals(checkpoint.manifest().training().get("value"));
    try (InputStream in = checkpoint.open("parameters.bin")) {
      for (int part = 0; part < PARTS; part++) {
        right &= Arrays.equals(in.readNBytes(PART_BYTES), part(sequence, part));
      }
      right &= in.read() < 0;
    }
    try (InputStream in = checkpoint.open("updater.bin")) {
      return right && Arrays.equals(in.readAllBytes(), part(sequence, PARTS));
    }
  }
}
