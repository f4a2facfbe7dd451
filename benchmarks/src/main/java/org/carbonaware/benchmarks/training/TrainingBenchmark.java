package org.carbonaware.benchmarks.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.carbonaware.benchmarks.hardware.Gpu;
import org.carbonaware.benchmarks.hardware.NvidiaSmi;
import org.carbonaware.energy.EnergyMeter;
import org.carbonaware.energy.EnergyReading.Component;
import org.carbonaware.energy.EnergyReading.Kind;
import org.carbonaware.energy.Meters;

/**
 * One model on one device: all {@link Arm}s are trained in turns of some batches, in an order that
 * is drawn anew for each round, so that what slows the computer slows all of them.
 */
final class TrainingBenchmark {
  private static final long SEED = 42;
  /** So many rounds at least; the middle two of the last ones tell how long they take. */
  private static final int LEAST_WARM_UP = 4;

  private static final double PLANTED = 0.005;

  private final TrainingFramework framework;
  private final Workload workload;
  private final Target target;

  TrainingBenchmark(TrainingFramework framework, Workload workload, Target target) {
    this.framework = framework;
    this.workload = workload;
    this.target = target;
  }

  String name() {
    return framework.name() + "-" + workload.label() + "-" + target.label();
  }

  TrainingFramework framework() {
    return framework;
  }

  Workload workload() {
    return workload;
  }

  Target target() {
    return target;
  }

  /** Measures. Blocks for as long as the pace says. */
  TrainingResult measure(Pace pace) throws Exception {
    List<Gpu> before = NvidiaSmi.gpus();
    Overhead overhead = overhead(pace);
    List<Gpu> after = NvidiaSmi.gpus();
    return new TrainingResult(
        name(),
        framework.description(),
        workload.batchSize(),
        overhead,
        new PauseBenchmark(framework, workload, target).measure(pace.pauses()),
        MemoryProcess.measure(name(), pace.processes()),
        before,
        after);
  }

  private Overhead overhead(Pace pace) throws Exception {
    Path directory = Files.createTempDirectory("carbon-benchmark");
    List<Contender> contenders = new ArrayList<>();
    try (EnergyMeter meter = Meters.detect(System::nanoTime);
        TrainingFramework.Subject subject = framework.open(workload, target)) {
      try {
        for (Arm arm : Arm.values()) {
          Path own = directory.resolve(arm.label());
          contenders.add(new Contender(arm, subject, own, pace.group()));
        }
        return overhead(pace, contenders, subject, meter);
      } finally {
        contenders.forEach(Contender::close);
      }
    } finally {
      delete(directory);
    }
  }

  private Overhead overhead(
      Pace pace, List<Contender> contenders, TrainingFramework.Subject subject, EnergyMeter meter)
      throws Exception {
    WarmUp warm = WarmUp.of(pace, contenders);
    int rounds = pace.roundsPerGroup(warm.nanosPerRound());
    Contender planting = contenders.stream()
        .filter(each -> each.arm() == Arm.PLANTED)
        .findFirst()
        .orElseThrow();
    Spin spin = planting.spin();
    spin.busyFor((long) (PLANTED * warm.nanosPerBatch()));
    Map<Arm, double[]> wall = new EnumMap<>(Arm.class);
    Map<Arm, double[]> processor = new EnumMap<>(Arm.class);
    for (Arm arm : Arm.values()) {
      wall.put(arm, new double[Pace.GROUPS * rounds]);
      processor.put(arm, new double[Pace.GROUPS * rounds]);
    }
    int checkpoints = -checkpoints(contenders);
    double joules = -gpuJoules(meter);
    long batches = -batches(contenders);
    Background background = Background.begin(contenders);
    contenders.forEach(Contender::allocatedPerBatch); // what warming up allocated does not count
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < Pace.GROUPS * rounds; i++) {
      for (Contender contender : shuffled(contenders, random)) {
        contender.turn(warm.batchesPerTurn());
        wall.getOrDefault(contender.arm(), new double[0])[i] = contender.wall();
        processor.getOrDefault(contender.arm(), new double[0])[i] = contender.processor();
      }
    }
    Background spent = background.since(contenders);
    double planted = spin.typical();
    Map<Arm, Double> allocated = new EnumMap<>(Arm.class);
    contenders.forEach(each -> allocated.put(each.arm(), each.allocatedPerBatch()));
    joules += gpuJoules(meter);
    batches += batches(contenders);
    return new Overhead(
        warm.batchesPerTurn(),
        rounds,
        new Timings(Pace.GROUPS, wall),
        new Timings(Pace.GROUPS, processor),
        planted,
        ListenerCalls.measure(
            contenders,
            subject,
            warm.batchesPerTurn(),
            pace.measured().toNanos() / Pace.CALLS_SHARE),
        allocated,
        spent,
        checkpoints + checkpoints(contenders),
        target == Target.GPU && joules > 0
            ? OptionalDouble.of(joules / batches)
            : OptionalDouble.empty());
  }

  /**
   * Trains until everything is compiled and chosen.
   *
   * @param batchesPerTurn how many batches make a turn
   * @param nanosPerBatch what a batch takes without a listener
   * @param nanosPerRound what a turn of each takes, with all that is not counted
   */
  private record WarmUp(int batchesPerTurn, double nanosPerBatch, long nanosPerRound) {
    static WarmUp of(Pace pace, List<Contender> contenders) throws Exception {
      int batches = 1;
      double[] nanos = new double[LEAST_WARM_UP];
      double[] rounds = new double[LEAST_WARM_UP];
      long begin = System.nanoTime();
      long each = pace.warmUp().toNanos() * contenders.size();
      for (int i = 0; i < LEAST_WARM_UP || System.nanoTime() - begin < each; i++) {
        long roundBegin = System.nanoTime();
        for (Contender contender : contenders) {
          contender.turn(batches);
          if (contender.arm() == Arm.BARE) {
            nanos[i % LEAST_WARM_UP] = contender.wall();
          }
        }
        rounds[i % LEAST_WARM_UP] = (double) (System.nanoTime() - roundBegin);
        double middle = Timings.middle(nanos.clone());
        batches = middle == 0 ? 1 : (int) Math.max(1, pace.turn().toNanos() / middle);
      }
      return new WarmUp(batches, Timings.middle(nanos), Math.max(1, (long) Timings.middle(rounds)));
    }
  }

  private static List<Contender> shuffled(List<Contender> contenders, SplittableRandom random) {
    List<Contender> left = new ArrayList<>(contenders);
    List<Contender> order = new ArrayList<>();
    while (!left.isEmpty()) {
      order.add(left.remove(random.nextInt(left.size())));
    }
    return order;
  }

  private static int checkpoints(List<Contender> contenders) {
    return contenders.stream().mapToInt(Contender::checkpoints).sum();
  }

  private static long batches(List<Contender> contenders) {
    return contenders.stream().mapToLong(Contender::all).sum();
  }

  private static double gpuJoules(EnergyMeter meter) {
    return meter.read().components().stream()
        .filter(component -> component.kind() == Kind.GPU)
        .mapToDouble(Component::joules)
        .sum();
  }

  /** Removes a directory with all that is in it, as far as that is possible. */
  static void delete(Path directory) {
    try (Stream<Path> all = Files.walk(directory)) {
      all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
