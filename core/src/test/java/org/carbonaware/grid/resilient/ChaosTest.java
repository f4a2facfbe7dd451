package org.carbonaware.grid.resilient;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.carbonaware.grid.Freshness;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.Grids;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random questions, in virtual time, to providers that do everything wrong at random. A million of
 * them with a controller attached are in {@code control.GridChaosTest}.
 */
class ChaosTest {
  private static final Duration HORIZON = Duration.ofHours(12);
  private static final Duration QUARTER = Duration.ofMinutes(15);

  @TempDir
  Path directory;

  private final VirtualTime time = new VirtualTime();
  private int failed;

  @Test
  void everyAnswerIsTrueAndNothingButGridExceptionsComeOut() {
    ChaosGrid grid = new ChaosGrid(time, time, 42)
        .faulty("first", QUARTER)
        .faulty("second", QUARTER)
        .last(Grids.typical(time));
    GridSource source = grid.source();
    SplittableRandom random = new SplittableRandom(42);
    for (int i = 0; i < 60_000; i++) {
      pass(random, 120);
      question(source, random, grid);
    }
    assertThat(failed).as("there is always the typical year").isZero();
    assertThat(grid.seen()).containsOnly(Freshness.State.values());
    grid.checkQuota();
  }

  @Test
  void oneProviderUnderLoadIsNotAskedTooOften() {
    ChaosGrid grid = new ChaosGrid(time, time, 44).faulty("first", Duration.ofMinutes(2));
    GridSource source = grid.source();
    SplittableRandom random = new SplittableRandom(44);
    for (int i = 0; i < 60_000; i++) {
      pass(random, 10);
      question(source, random, grid);
    }
    grid.checkQuota();
    assertThat(failed).isBetween(1, 12_000);
  }

  @Test
  void restartsAndDamagedFilesDoNotMakeAnswersUntrue() throws IOException {
    SplittableRandom random = new SplittableRandom(45);
    ChaosGrid grid = new ChaosGrid(time, time, 45).remembering(directory).faulty("first", QUARTER);
    for (int i = 0; i < 3_000; i++) {
      pass(random, 600);
      if (random.nextInt(10) == 0) {
        grid.restart();
      }
      if (random.nextInt(30) == 0) {
        damage(random);
      }
      question(grid.source(), random, grid);
    }
    assertThat(grid.seen()).contains(Freshness.State.STALE);
  }

  private void pass(SplittableRandom random, int mostSeconds) {
    time.pass(Duration.ofMillis(random.nextInt(mostSeconds * 1000)));
    if (random.nextInt(2_000) == 0) {
      time.pass(Duration.ofHours(random.nextInt(30)));
    }
  }

  private void question(GridSource source, SplittableRandom random, ChaosGrid grid) {
    Instant now = time.instant();
    try {
      switch (random.nextInt(3)) {
        case 0 -> source.current(ChaosGrid.ZONE, now).ifPresent(value -> grid.check(value, now));
        case 1 ->
          source.forecast(ChaosGrid.ZONE, now, HORIZON).ifPresent(series -> {
            assertThat(series.start()).isBeforeOrEqualTo(now);
            assertThat(series.end()).isAfter(now);
            grid.check(series, now);
          });
        default -> grid.check(source.history(ChaosGrid.ZONE, now.minus(HORIZON), now), now);
      }
    } catch (GridException e) {
      failed++;
    }
  }

  private void damage(SplittableRandom random) throws IOException {
    List<Path> files;
    try (Stream<Path> list = Files.list(directory)) {
      files = list.toList();
    }
    for (Path file : files) {
      byte[] bytes = Files.readAllBytes(file);
      if (random.nextBoolean() && bytes.length > 0) {
        bytes[random.nextInt(bytes.length)] ^= 1;
        Files.write(file, bytes);
      } else {
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
      }
    }
  }
}
