package org.carbonaware.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.carbonaware.control.ControllerState.PAUSED;
import static org.carbonaware.control.ControllerState.PAUSING;
import static org.carbonaware.control.ControllerState.RESUMING;
import static org.carbonaware.control.ControllerState.RUNNING;
import static org.carbonaware.control.ControllerState.SUSPENDED;
import static org.carbonaware.ledger.RecordedRun.KWH;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import org.carbonaware.footprint.Boundary;
import org.carbonaware.footprint.Facility;
import org.carbonaware.ledger.RunAccount.ComponentTotal;
import org.carbonaware.ledger.RunAccount.EpochTotal;
import org.carbonaware.ledger.RunAccount.HourTotal;
import org.carbonaware.ledger.RunAccount.Slice;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What holds for the account of every run, tried on random ones: killed, torn, and gone on with.
 */
class RunAccountLawsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir
  Path directory;

  static LongStream seeds() {
    return new SplittableRandom(42).longs(40);
  }

  /** A run of several processes, each but the last killed at some byte of its record. */
  private Path killedRun(SplittableRandom random, boolean blind) throws IOException {
    RecordedRun run = new RecordedRun();
    Path file = directory.resolve("run-1.jsonl");
    int processes = random.nextInt(1, 5);
    for (int process = 0; process < processes; process++) {
      run.within(pue(1 + random.nextInt(8) / 10.0));
      if (random.nextInt(4) == 0) {
        run.withoutCheckpoint();
      }
      run.events.clear();
      run.away(time(random, 4000)).begin().grid(random.nextDouble(10, 900));
      work(run, random, blind);
      long before = Files.exists(file) ? Files.size(file) : 0;
      run.write(directory);
      if (process + 1 < processes || random.nextBoolean()) {
        tear(file, random.nextLong(firstLine(file, before), Files.size(file) + 1));
      }
    }
    return file;
  }

  private static Boundary pue(double pue) {
    return new Boundary(Facility.ofPue(pue, "made"), Optional.empty(), Optional.empty());
  }

  /** At least the start of the first process survives. */
  private static long firstLine(Path file, long before) throws IOException {
    return before > 0 ? before : Files.readString(file).indexOf('\n') + 1;
  }

  private static void tear(Path file, long length) throws IOException {
    try (RandomAccessFile torn = new RandomAccessFile(file.toFile(), "rw")) {
      torn.setLength(length);
    }
  }

  private static Duration time(SplittableRandom random, int seconds) {
    return Duration.ofNanos(random.nextLong(1, seconds * 1_000_000_000L));
  }

  private static void work(RecordedRun run, SplittableRandom random, boolean blind) {
    long epoch = 0;
    for (int step = random.nextInt(4, 25); step > 0; step--) {
      switch (random.nextInt(8)) {
        case 0, 1 -> run.grid(random.nextDouble(10, 900));
        case 2 -> {
          if (blind) {
            run.gridUnknown();
          }
        }
        case 3 -> run.checkpoint(step);
        case 4 -> {
          run.become(PAUSING);
          draw(run, random, 20, epoch, epoch);
          run.checkpoint(step).become(PAUSED);
          draw(run, random, 2, epoch, epoch);
          if (random.nextInt(4) == 0) {
            run.become(SUSPENDED).away(time(random, 4000)).begin();
            if (!blind) {
              run.observed(RecordedRun.START, 500);
            }
          }
          run.become(RESUMING);
          draw(run, random, 20, epoch, epoch);
          run.become(RUNNING);
        }
        default -> {
          // it works on
        }
      }
      long next = epoch + random.nextInt(3);
      draw(run, random, 300, epoch, next);
      epoch = next;
    }
  }

  private static void draw(
      RecordedRun run, SplittableRandom random, double watts, long epoch, long next) {
    Duration time = time(random, 3000);
    double joules = watts * time.toNanos() / 1e9;
    run.draw(
        time,
        Map.of("gpu0", joules * random.nextDouble(), "cpu", joules * 0.1 * random.nextDouble()),
        epoch,
        next);
  }

  private static void assertClose(double actual, double expected) {
    assertThat(actual).isCloseTo(expected, within(1e-9 * Math.max(1, Math.abs(expected))));
  }

  private static <T> double sum(List<T> parts, ToDoubleFunction<T> amount) {
    return parts.stream().mapToDouble(amount).sum();
  }

  /** The acknowledged lines of energy, read in another way. */
  private static List<JsonNode> energyLines(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.UTF_8);
    List<JsonNode> lines = new ArrayList<>();
    for (String line : text.substring(0, text.lastIndexOf('\n')).lines().toList()) {
      JsonNode node = JSON.readTree(line);
      if (node.path("kind").asText().equals("energy")) {
        lines.add(node);
      }
    }
    return lines;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyAcknowledgedJouleAndGramIsInEverySumOnce(long seed) throws IOException {
    Path file = killedRun(new SplittableRandom(seed), true);
    RunAccount account = RunAccount.read(file);
    double joules = 0;
    double grams = 0;
    Map<String, Double> components = new TreeMap<>();
    for (JsonNode line : energyLines(file)) {
      joules += line.path("joules").asDouble();
      grams += line.path("grams").asDouble(0);
      line.path("joulesByComponent")
          .properties()
          .forEach(
              part -> components.merge(part.getKey(), part.getValue().asDouble(), Double::sum));
    }
    grams *= account.boundary().facility().pue();

    RunSummary summary = account.summary();
    List<Slice> slices = account.history().slices();
    assertClose(summary.active().joules() + summary.pauses().joules(), joules);
    assertClose(sum(account.components(), ComponentTotal::joules), joules);
    assertClose(sum(account.hours(), HourTotal::joules), joules);
    assertClose(sum(account.epochs(), EpochTotal::joules), joules);
    assertClose(sum(slices, slice -> sum(List.copyOf(slice.joules().values()), j -> j)), joules);
    assertClose(account.footprint().joules(), joules);
    assertClose(summary.active().grams() + summary.pauses().grams(), grams);
    assertClose(sum(account.hours(), HourTotal::grams), grams);
    assertClose(sum(account.epochs(), EpochTotal::grams), grams);
    assertClose(sum(slices, Slice::grams), grams);
    assertClose(account.footprint().locationGrams(), grams);
    for (ComponentTotal component : account.components()) {
      assertClose(component.joules(), components.getOrDefault(component.name(), Double.NaN));
    }
    double active = summary.active().joules();
    assertClose(sum(account.components(), ComponentTotal::activeJoules), active);
    assertClose(sum(account.hours(), HourTotal::activeJoules), active);
    assertClose(sum(account.epochs(), EpochTotal::activeJoules), active);
    assertClose(
        sum(account.hours(), HourTotal::joulesWithoutIntensity), summary.joulesWithoutIntensity());
    assertThat(sum(account.pauses(), RunAccount.PauseTotal::joules))
        .isLessThanOrEqualTo(summary.pauses().joules() * (1 + 1e-9) + 1e-9);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void slicesAddUpToWhatNeverPausingAndTheBestWouldHaveEmitted(long seed) throws IOException {
    RunAccount account = RunAccount.read(killedRun(new SplittableRandom(seed), true));
    List<Slice> slices = account.history().slices();
    assertClose(sum(slices, Slice::straightGrams), account.summary().counterfactualGrams());
    assertClose(sum(slices, Slice::bestGrams), account.hindsight().grams());
    for (Slice slice : slices) {
      assertThat(slice.runningShare() + slice.pausedShare() + slice.awayShare())
          .isBetween(0.0, 1 + 1e-9);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aFileGivesTheSummaryOfItsLines(long seed) throws IOException {
    Path file = killedRun(new SplittableRandom(seed), true);
    assertThat(RunAccount.read(file).summary()).isEqualTo(RunSummary.of(Ledger.read(file)));
    assertThat(RunAccount.read(file)).isEqualTo(RunAccount.of(Ledger.read(file)));

    RunSummary plain = RunAccount.read(file, Boundary.DEFAULT).summary();
    RunSummary doubled = RunAccount.read(file, pue(2)).summary();
    assertClose(doubled.grams(), 2 * plain.grams());
    assertClose(doubled.counterfactualGrams(), 2 * plain.counterfactualGrams());
    assertThat(doubled.joules()).isEqualTo(plain.joules());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void nothingIsBetterThanTheBest(long seed) throws IOException {
    RunAccount account = RunAccount.read(killedRun(new SplittableRandom(seed), false));
    RunSummary summary = account.summary();
    double best = account.hindsight().grams();
    assertThat(summary.joulesWithoutIntensity()).isZero();
    assertThat(account.hindsight().missingJoules()).isZero();
    assertThat(best).isLessThanOrEqualTo(summary.active().grams() * (1 + 1e-9));
    if (summary.counterfactualMissingJoules() == 0) {
      assertThat(best).isLessThanOrEqualTo(summary.counterfactualGrams() * (1 + 1e-9));
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void noOrderOfTheSameHoursIsBetterThanTheBest(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    RecordedRun run = new RecordedRun().begin();
    List<Double> kwh = new ArrayList<>();
    double[] gramsPerKwh = new double[random.nextInt(1, 7)];
    for (int hour = 0; hour < gramsPerKwh.length; hour++) {
      gramsPerKwh[hour] = random.nextInt(10, 900);
      run.grid(gramsPerKwh[hour]);
      boolean works = random.nextBoolean();
      double drawn = works ? random.nextDouble(0.1, 3) : 0;
      if (works) {
        kwh.add(drawn);
      }
      run.become(works ? RUNNING : PAUSED).draw(Duration.ofHours(1), drawn * KWH);
    }
    double best = leastGrams(kwh, gramsPerKwh, new boolean[gramsPerKwh.length], 0);
    assertClose(RunAccount.of(run.entries()).hindsight().grams(), best);
  }

  /** Tries every hour for every interval. */
  private static double leastGrams(
      List<Double> kwh, double[] gramsPerKwh, boolean[] taken, int next) {
    if (next == kwh.size()) {
      return 0;
    }
    double least = Double.POSITIVE_INFINITY;
    for (int hour = 0; hour < gramsPerKwh.length; hour++) {
      if (!taken[hour]) {
        boolean[] now = Arrays.copyOf(taken, taken.length);
        now[hour] = true;
        double rest = leastGrams(kwh, gramsPerKwh, now, next + 1);
        least = Math.min(least, kwh.get(next) * gramsPerKwh[hour] + rest);
      }
    }
    return least;
  }
}
