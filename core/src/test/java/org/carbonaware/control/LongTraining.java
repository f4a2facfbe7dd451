package org.carbonaware.control;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.carbonaware.checkpoint.Snapshot;
import org.carbonaware.checkpoint.TrainingIdentity;
import org.carbonaware.checkpoint.TrainingState;
import org.carbonaware.energy.EnergyMeter;
import org.carbonaware.energy.EnergyReading;
import org.carbonaware.energy.EnergyReading.Component;
import org.carbonaware.energy.EnergyReading.Kind;
import org.carbonaware.energy.EnergyReading.Technique;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.resilient.Cadence;
import org.carbonaware.grid.resilient.ResilientSource;
import org.carbonaware.grid.resilient.RetryPolicy;
import org.carbonaware.grid.trace.Gaps;
import org.carbonaware.grid.trace.TraceFile;
import org.carbonaware.grid.trace.TraceGridSource;
import org.carbonaware.grid.trace.TraceWriter;
import org.carbonaware.ledger.Ledger;
import org.carbonaware.plan.Policies;

/**
 * A training of weeks to years in a process of its own, with all that a real one has: a controller
 * with its threads, a ledger, checkpoints of which the last are kept, a grid from a trace with a
 * cache in memory and on disk, outages, and forecasts of the source on some days and of our own on
 * others. It tells what the process holds as time goes by.
 */
final class LongTraining implements TrainingState {
  static final String CHECKPOINTS = "checkpoints";
  static final String CACHE = "cache";
  static final String LEDGER = "ledger";

  private static final Zone ZONE = Zone.of("DE");
  private static final Duration BATCH = Duration.ofMinutes(30);
  private static final Duration WEEK = Duration.ofDays(7);
  private static final Duration HISTORY = Duration.ofDays(730);
  private static final double RUNNING_WATTS = 300;
  private static final double WAITING_WATTS = 10;
  private static final int PARAMETERS = 4096;
  private static final int PARTS = 12;

  /** The share of the time that the work takes. */
  private static final double SHARE = 0.85;

  private final TrainingClock clock;
  private final double[] parameters = new double[PARAMETERS];
  private long steps;
  private double joules;
  private double watts = WAITING_WATTS;
  private long meteredNanos;
  private volatile double firstReading = Double.NaN;
  private volatile double lastReading;

  private LongTraining(TrainingClock clock) {
    this.clock = clock;
  }

  /**
   * Prints what is held each week, or at full speed each twelfth of the time; and at the end the
   * batches, the joules, the time and the lines that were lost.
   *
   * @param arguments a directory, the hours, and how many times faster than the computer's a time
   *     is in which batches are done at full speed; 0 for batches of half an hour that nobody is
   *     ever late for
   */
  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[0]);
    Duration time = Duration.ofHours(Integer.parseInt(arguments[1]));
    double speed = Double.parseDouble(arguments[2]);
    if (speed == 0) {
      throughTheWeeks(directory, time);
    } else {
      atFullSpeed(directory, time, speed);
    }
  }

  private static void throughTheWeeks(Path directory, Duration time) throws Exception {
    LockstepClock clock = new LockstepClock(3); // that of the training, of the grid, of control
    LongTraining training = new LongTraining(clock);
    long batches = (long) (SHARE * time.dividedBy(BATCH));
    Ledger ledger = Ledger.in(directory.resolve(LEDGER));
    CarbonController controller = training
        .settings(directory, time, ledger)
        .batches(batches)
        .expectedWork(BATCH.multipliedBy(batches))
        .pace(Duration.ofMinutes(5), Duration.ofMinutes(15))
        .gridEvery(Duration.ofMinutes(15))
        .start();
    Instant nextWeek = TestClock.START.plus(WEEK);
    controller.gate().join(Thread.currentThread());
    for (long batch = 0; batch < batches; batch++) {
      training.draws(WAITING_WATTS);
      controller.gate().safePoint(training);
      training.draws(RUNNING_WATTS);
      clock.compute(BATCH);
      training.step();
      controller.batchDone();
      if (controller.wantsLoss()) {
        controller.loss(1.0 / (1 + batch));
      }
      if ((batch + 1) % 48 == 0) {
        controller.epochDone(48);
      }
      if (!clock.instant().isBefore(nextWeek)) {
        nextWeek = nextWeek.plus(WEEK);
        tell(directory);
      }
    }
    controller.close();
    training.end(batches, ledger);
  }

  /** In so much faster a time than the computer's, with the usual pace. */
  private static void atFullSpeed(Path directory, Duration time, double speed) throws Exception {
    TrainingClock clock = TrainingClock.scaled(TestClock.START, speed);
    LongTraining training = new LongTraining(clock);
    Ledger ledger = Ledger.in(directory.resolve(LEDGER));
    CarbonController controller = training
        .settings(directory, time.multipliedBy(10), ledger) // telling takes time too
        .expectedWork(time)
        .start();
    controller.gate().join(Thread.currentThread());
    long batches = 0;
    for (int part = 0; part < PARTS; part++) {
      Instant end = clock.instant().plus(time.dividedBy(PARTS));
      while (clock.instant().isBefore(end)) {
        for (int i = 0; i < 1000; i++) {
          controller.gate().safePoint(training);
          training.step();
          controller.batchDone();
          if (controller.wantsLoss()) {
            controller.loss(1.0 / (1 + batches));
          }
          batches++;
        }
        controller.epochDone(1000);
      }
      tell(directory);
    }
    controller.close();
    training.end(batches, ledger);
  }

  private CarbonControllerBuilder settings(Path directory, Duration time, Ledger ledger)
      throws IOException {
    return CarbonController.builder()
        .zone(ZONE.key())
        .grid(grid(directory, time, clock))
        .clock(clock)
        .policy(Policies.plan())
        .deadline(time)
        .checkpoints(directory.resolve(CHECKPOINTS))
        .checkpointEvery(Duration.ofHours(6))
        .meter(new Meter())
        .energyEvery(Duration.ofMinutes(10))
        .listener(ledger)
        .stopOnSignals(false, Duration.ofSeconds(1));
  }

  private static void tell(Path directory) {
    StringBuilder line = new StringBuilder();
    for (String part : List.of(CHECKPOINTS, CACHE, LEDGER)) {
      line.append(line.isEmpty() ? "" : ",");
      line.append(HeldResources.now(directory.resolve(part)).toLine());
    }
    System.out.println(line);
  }

  private void end(long batches, Ledger ledger) {
    System.out.println(String.format(
        Locale.ROOT,
        "end %d %.3f %s %d",
        batches,
        lastReading - firstReading, // what was drawn before the run is not the run's
        Duration.between(TestClock.START, clock.instant()),
        ledger.lostLines()));
  }

  private void step() {
    parameters[(int) (steps % PARAMETERS)] += 1e-3;
    steps++;
  }

  private synchronized void draws(double nowWatts) {
    double unused = joules();
    watts = nowWatts;
  }

  private synchronized double joules() {
    long now = clock.nanoTime();
    joules += watts * (now - meteredNanos) / 1e9;
    meteredNanos = now;
    return joules;
  }

  @Override
  public Snapshot capture() {
    double[] copy = parameters.clone();
    return new Snapshot(
        new TrainingIdentity("toy", "1", "ab12", "a toy with some parameters"),
        Map.of("steps", Long.toString(steps)),
        List.of(new Snapshot.File("parameters.bin", out -> {
          ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * PARAMETERS);
          bytes.asDoubleBuffer().put(copy);
          out.write(bytes.array());
        })));
  }

  private static GridSource grid(Path directory, Duration time, TrainingClock clock)
      throws IOException {
    Path file = directory.resolve("trace.csv");
    TraceWriter.write(series(time), file);
    var trace = TraceFile.read(file, ZONE, Basis.LIFECYCLE, Gaps.FAIL);
    return ResilientSource.builder(new Moody(
            TraceGridSource.of(trace, clock), TraceGridSource.withPerfectForecast(trace, clock)))
        .cadence(Cadence.every(Duration.ofMinutes(15)))
        .retry(new RetryPolicy(1, Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ZERO))
        .directory(directory.resolve(CACHE))
        .clock(clock)
        .build();
  }

  /** Days, weeks and weather. */
  private static IntensitySeries series(Duration time) {
    SplittableRandom random = new SplittableRandom(42);
    Instant start = TestClock.START.minus(HISTORY);
    double[] values = new double[(int) HISTORY.plus(time).plus(WEEK).toHours()];
    double weather = 0;
    for (int hour = 0; hour < values.length; hour++) {
      weather = 0.97 * weather + 40 * (random.nextDouble() - 0.5);
      double day = 150 * Math.cos(2 * Math.PI * (hour - 19) / 24);
      double week = hour / 24 % 7 > 4 ? -40 : 0;
      values[hour] = Math.max(20, 350 + day + week + weather);
    }
    return IntensitySeries.of(
        ZONE,
        Basis.LIFECYCLE,
        new Provenance("made", Provenance.Kind.MEASURED),
        start,
        Duration.ofHours(1),
        values);
  }

  /** Makes no forecasts on every other day, and is out of reach for some hours of every third. */
  private static final class Moody extends Around {
    private final GridSource foreseeing;

    Moody(GridSource source, GridSource foreseeing) {
      super(source);
      this.foreseeing = foreseeing;
    }

    @Override
    public Optional<Intensity> current(Zone zone, Instant now) {
      failIfOut(now);
      return super.current(zone, now);
    }

    @Override
    public Optional<IntensitySeries> forecast(Zone zone, Instant now, Duration horizon) {
      failIfOut(now);
      return day(now) % 2 == 0 ? foreseeing.forecast(zone, now, horizon) : Optional.empty();
    }

    private static void failIfOut(Instant now) {
      int hour = now.atOffset(ZoneOffset.UTC).getHour();
      if (day(now) % 3 == 0 && hour >= 9 && hour < 13) {
        throw GridException.passing("the grid is out of reach", null);
      }
    }

    private static long day(Instant now) {
      return now.getEpochSecond() / 86_400;
    }
  }

  private final class Meter implements EnergyMeter {
    @Override
    public EnergyReading read() {
      lastReading = joules();
      firstReading = Double.isNaN(firstReading) ? lastReading : firstReading;
      return new EnergyReading(List.of(
          Component.of("wall", Kind.MACHINE, lastReading, Technique.EXTERNAL, "as the test says")));
    }
  }
}
