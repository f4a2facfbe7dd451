package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.carbonaware.ledger.Ledger;
import org.carbonaware.ledger.RunAccount;
import org.carbonaware.ledger.RunSummary;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that trains for weeks holds what it held at first: memory, threads, open files, and
 * what is on the disk beside the record, which grows by as much every week.
 * {@code -Dlongrun.days=365} is a year, in some minutes; {@code -Dlongrun.hours=72
 * -Dlongrun.speed=1080} runs three days of batches at full speed in four minutes.
 */
@Tag("slow")
@Timeout(value = 1, unit = TimeUnit.HOURS)
class LongTrainingTest {
  private static final int DAYS = Integer.getInteger("longrun.days", 21);
  private static final int HOURS = Integer.getInteger("longrun.hours", 12);
  private static final int SPEED = Integer.getInteger("longrun.speed", 14_400);

  /** Of the heap, and what else a moment may add to it. */
  private static final double SHARE = 0.05;

  @TempDir
  Path directory;

  /** What was held at one time. */
  private record Week(long heapBytes, int threads, long handles, List<HeldResources> parts) {
    static Week parse(String line) {
      List<HeldResources> parts = new ArrayList<>();
      for (String part : line.split(",", -1)) {
        parts.add(HeldResources.parse(part));
      }
      // Others run meanwhile, and may just be writing: what is held all the time is the least.
      return new Week(
          parts.stream().mapToLong(HeldResources::heapBytes).min().orElseThrow(),
          parts.stream().mapToInt(HeldResources::threads).min().orElseThrow(),
          parts.stream().mapToLong(HeldResources::handles).min().orElseThrow(),
          parts);
    }

    HeldResources checkpoints() {
      return parts.get(0);
    }

    HeldResources cache() {
      return parts.get(1);
    }

    HeldResources ledger() {
      return parts.get(2);
    }
  }

  @Test
  void weeksOfTrainingHoldWhatTheFirstOneHeld() throws Exception {
    List<String> told = train(Duration.ofDays(DAYS), 0);

    List<Week> weeks = weeksOf(told);
    assertThat(weeks).hasSizeGreaterThanOrEqualTo(DAYS / 7 - 1);
    assertIsFlat(weeks);
    for (int i = 2; i < weeks.size(); i++) {
      assertThat(recorded(weeks, i))
          .as("bytes recorded in week " + (i + 1))
          .isBetween(recorded(weeks, 1) / 2, recorded(weeks, 1) * 2);
    }
    RunSummary summary = assertIsRecorded(told);
    assertThat(summary.pauseCount()).as("pauses").isGreaterThan(DAYS / 4);
  }

  @Test
  @EnabledIfSystemProperty(named = "longrun.speed", matches = "[0-9]+")
  void batchesAtFullSpeedLeaveNothingBehind() throws Exception {
    List<String> told = train(Duration.ofHours(HOURS), SPEED);
    told.forEach(System.out::println);

    List<Week> parts = weeksOf(told);
    assertIsFlat(parts.subList(parts.size() / 4, parts.size())); // the first checkpoint is before
    assertIsRecorded(told);
  }

  private static long recorded(List<Week> weeks, int week) {
    return weeks.get(week).ledger().fileBytes() - weeks.get(week - 1).ledger().fileBytes();
  }

  private static List<Week> weeksOf(List<String> told) {
    return told.stream().filter(line -> line.contains(",")).map(Week::parse).toList();
  }

  private static void assertIsFlat(List<Week> weeks) {
    Week first = weeks.get(0);
    Week last = weeks.get(weeks.size() - 1);
    assertThat(last.heapBytes()).as("heap").isLessThan((long) (first.heapBytes() * (1 + SHARE)));
    assertThat(weeks).allSatisfy(week -> {
      // Whoever asks or writes at this moment has a thread or some files more.
      assertThat(week.threads()).as("threads").isCloseTo(first.threads(), within(1));
      assertThat(week.handles()).as("handles").isCloseTo(first.handles(), within(4L));
      assertThat(week.cache().files()).as("files of the cache").isLessThanOrEqualTo(2);
      assertThat(week.checkpoints().files()).as("files of checkpoints").isLessThanOrEqualTo(12);
      assertThat(week.checkpoints().fileBytes()).as("checkpoints").isLessThan(200_000);
    });
  }

  /** All batches, and all energy that the meter gave. */
  private RunSummary assertIsRecorded(List<String> told) throws IOException {
    String[] end = told.get(told.size() - 1).split(" ", -1);
    assertThat(end[0]).as(told.toString()).isEqualTo("end");
    List<Path> files = Ledger.files(directory.resolve(LongTraining.LEDGER));
    assertThat(files).hasSize(1);
    RunSummary summary = RunAccount.read(files.get(0)).summary();
    double joules = Double.parseDouble(end[2]);
    assertThat(summary.batches()).isEqualTo(Long.parseLong(end[1]));
    assertThat(summary.joules()).isCloseTo(joules, within(1e-3 * joules));
    assertThat(end[4]).as("lines lost").isEqualTo("0");
    return summary;
  }

  private List<String> train(Duration time, int speed) throws Exception {
    Process process = new ProcessBuilder(List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-XX:+UseSerialGC",
            "-Djava.util.logging.config.file="
                + System.getProperty("java.util.logging.config.file", ""),
            "-cp",
            System.getProperty("java.class.path"),
            LongTraining.class.getName(),
            directory.toString(),
            Long.toString(time.toHours()),
            Integer.toString(speed)))
        .redirectErrorStream(true)
        .start();
    try {
      String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(told).isZero();
      return told.lines().toList();
    } finally {
      process.destroyForcibly(); // if the test was interrupted
    }
  }
}
