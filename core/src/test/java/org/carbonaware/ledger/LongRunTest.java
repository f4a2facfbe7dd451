package org.carbonaware.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.carbonaware.control.ControllerEvent.Warned;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Records that are larger than the memory they are read in. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class LongRunTest {
  @TempDir
  Path directory;

  private static double joules(long lines) {
    return LongStream.range(0, lines).mapToDouble(LongRun::joules).sum();
  }

  @Test
  void aRecordLargerThanTheHeapIsReadAndGoesOn() throws Exception {
    Path file = directory.resolve("run-1.jsonl");
    LongRun.write(file, 300_000);
    assertThat(Files.size(file)).isGreaterThan(100L << 20);

    Process reader = new ProcessBuilder(List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            LongRun.class.getName(),
            directory.toString()))
        .redirectErrorStream(true)
        .start();
    String told = new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(reader.waitFor()).as(told).isZero();
    String[] figures = told.strip().split(" ", -1);
    assertThat(Double.parseDouble(figures[0])).isCloseTo(joules(300_000), within(1.0));
    assertThat(figures[1]).as("lost lines").isEqualTo("0");
  }

  @Test
  void aLineLongerThanWhatIsReadAtOnceIsRead() throws IOException {
    RecordedRun run = new RecordedRun().begin().grid(100);
    run.events.add(new Warned(run.now, "short"));
    Path file = run.draw(Duration.ofHours(1), 500).write(directory);
    Files.writeString(file, Files.readString(file).replace("short", "long ".repeat(60_000)));
    RunAccount account = RunAccount.read(file);

    assertThat(account.summary().joules()).isEqualTo(500);
    assertThat(account.summary().warnings())
        .containsExactly("long ".repeat(60_000).substring(0, 8192) + "…");
  }

  @Test
  void textsThatNobodyReadsToTheirEndAreWrittenCut() {
    RecordedRun run = new RecordedRun().begin().grid(100);
    run.events.add(new Warned(run.now, "x".repeat(2 << 20)));
    Path file = run.draw(Duration.ofHours(1), 500).write(directory);

    assertThat(file.toFile().length()).isLessThan(32_000);
    assertThat(RunAccount.read(file).summary().warnings()).containsExactly("x".repeat(8192) + "…");
  }

  @Test
  void aMadeRecordIsReadAlikeInBothWays() throws IOException {
    Path file = directory.resolve("short.jsonl");
    LongRun.write(file, 3000);
    RunAccount account = RunAccount.read(file);

    assertThat(account).isEqualTo(RunAccount.of(Ledger.read(file)));
    assertThat(account.summary().joules()).isCloseTo(joules(3000), within(1e-3));
    assertThat(account.components()).hasSize(10);
    assertThat(account.epochs()).hasSize(14);
    assertThat(account.summary().joulesWithoutIntensity()).isZero();
  }
}
