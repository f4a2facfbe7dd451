package org.carbonaware.benchmarks.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
 * One model on one device: all {@link Arm}s are trained in turns of some hundredths of a second, in
 * an order that is drawn anew for each round, so that what slows the computer slows all of them.
 */
final class TrainingBenchmark {
  private static final long SEED = 42;
  private static final int FIRST_TURN = 4;

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

  Target target() {
    return target;
  }

  /** Measures. Blocks for as long as the pace says. */
  TrainingResult measure(Pace pace) throws Exception {
    Path directory = Files.createTempDirectory("carbon-benchmark");
    List<Contender> contenders = new ArrayList<>();
    Duration often = pace.group(Arm.values().length);
    try (EnergyMeter meter = Meters.detect(System::nanoTime)) {
      for (Arm arm : Arm.values()) {
        Path own = directory.resolve(arm.label());
        contenders.add(Contender.of(arm, framework, workload, target, own, often));
      }
      return measure(pace, contenders, meter);
    } finally {
      contenders.forEach(Contender::close);
      delete(directory);
    }
  }

  private TrainingResult measure(Pace pace, List<Contender> contenders, EnergyMeter meter)
      throws Exception {
    int batches = warmUp(pace, contenders);
    int rounds = pace.roundsPerGroup(contenders.size());
    Map<Arm, double[]> nanos = new EnumMap<>(Arm.class);
    List<Gpu> before = NvidiaSmi.gpus();
    int checkpoints = -checkpoints(contenders);
    int looks = -looks(contenders);
    double joules = -gpuJoules(meter);
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < Pace.GROUPS * rounds; i++) {
      for (Contender contender : shuffled(contenders, random)) {
        double[] values = nanos.computeIfAbsent(contender.arm(), arm -> new double[Pace.GROUPS]);
        values[i / rounds] += (double) contender.turn(batches) / (batches * rounds);
      }
    }
    joules += gpuJoules(meter);
    long all = (long) batches * rounds * Pace.GROUPS * contenders.size();
    return new TrainingResult(
        name(),
        framework.description(),
        workload.batchSize(),
        batches,
        rounds,
        nanos,
        checkpoints + checkpoints(contenders),
        looks + looks(contenders),
        target == Target.GPU && joules > 0
            ? OptionalDouble.of(joules / all)
            : OptionalDouble.empty(),
        before,
        NvidiaSmi.gpus());
  }

  /** Trains until everything is compiled and chosen; returns how many batches make a turn. */
  private static int warmUp(Pace pace, List<Contender> contenders) throws Exception {
    int batches = FIRST_TURN;
    long spent = 0; // of one training, on average
    while (spent < pace.warmUp().toNanos() || batches == FIRST_TURN) {
      long round = 0;
      for (Contender contender : contenders) {
        round += contender.turn(batches);
      }
      long mean = Math.max(1, round / contenders.size());
      spent += mean;
      double fitting = (double) pace.turn().toNanos() / mean * batches;
      batches = (int) Math.max(FIRST_TURN + 1, Math.min(fitting, 2.0 * batches));
    }
    return batches;
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

  private static int looks(List<Contender> contenders) {
    return contenders.stream()
        .filter(contender -> contender.arm() == Arm.OURS_METERED)
        .mapToInt(Contender::looks)
        .sum();
  }

  private static double gpuJoules(EnergyMeter meter) {
    return meter.read().components().stream()
        .filter(component -> component.kind() == Kind.GPU)
        .mapToDouble(Component::joules)
        .sum();
  }

  private static void delete(Path directory) {
    try (Stream<Path> all = Files.walk(directory)) {
      all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
