package org.carbonaware.energy;

import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What {@link Meters#detect(MeterOptions, java.util.function.LongSupplier)} may be told. Immutable.
 */
public final class MeterOptions {
  private static final MeterOptions DEFAULTS = new MeterOptions(
      false, false, RankCharge.FIRST, Optional.empty(), Optional.empty(), Optional.empty());

  final boolean wholePlatform;
  final boolean processShare;
  final RankCharge ranks;
  final Optional<Calibration> calibration;
  final Optional<LongSupplier> processorTime;
  final Optional<Supplier<Set<Long>>> processes;

  private MeterOptions(
      boolean wholePlatform,
      boolean processShare,
      RankCharge ranks,
      Optional<Calibration> calibration,
      Optional<LongSupplier> processorTime,
      Optional<Supplier<Set<Long>>> processes) {
    this.wholePlatform = wholePlatform;
    this.processShare = processShare;
    this.ranks = ranks;
    this.calibration = calibration;
    this.processorTime = processorTime;
    this.processes = processes;
  }

  /**
   * The defaults, said at each option.
   *
   * @return them
   */
  public static MeterOptions ofDefaults() {
    return DEFAULTS;
  }

  /**
   * Whether to read the counter of the whole platform (psys) where there is one, instead of those
   * of processors and memory, which it holds. Makers differ in what it counts. Default: no.
   *
   * @param read true to read it
   * @return options with this one changed
   */
  public MeterOptions wholePlatform(boolean read) {
    return new MeterOptions(read, processShare, ranks, calibration, processorTime, processes);
  }

  /**
   * Whether this process is charged the processors' energy by its share of the processor time, for
   * machines shared with others. Default: no, the whole device is charged, as a training usually
   * has its machine to itself.
   *
   * @param share true to charge the share
   * @return options with this one changed
   */
  public MeterOptions processShare(boolean share) {
    return new MeterOptions(wholePlatform, share, ranks, calibration, processorTime, processes);
  }

  /**
   * Who is charged where several processes of one training run on this machine. Default:
   * {@link RankCharge#FIRST}.
   *
   * @param charge the rule
   * @return options with this one changed
   */
  public MeterOptions ranks(RankCharge charge) {
    return new MeterOptions(
        wholePlatform, processShare, charge, calibration, processorTime, processes);
  }

  /**
   * What no meter in the machine sees. Default: nothing is added.
   *
   * @param found the calibration
   * @return options with this one changed
   */
  public MeterOptions calibration(Calibration found) {
    return new MeterOptions(
        wholePlatform, processShare, ranks, Optional.of(found), processorTime, processes);
  }

  /**
   * Whose processor time is charged wherever this process's would be: of a training that runs in
   * processes of its own. Default: this process's.
   *
   * @param nanos the processor time used in nanoseconds, never falling; negative while unknown.
   *     Called from the meter's thread, about once a second
   * @return options with this one changed
   */
  public MeterOptions processorTime(LongSupplier nanos) {
    return new MeterOptions(
        wholePlatform, processShare, ranks, calibration, Optional.of(nanos), processes);
  }

  /**
   * Which processes train, where it is not this one: so that a GPU's record doesn't call them
   * others. Default: this process.
   *
   * @param pids their numbers now, possibly none. Called from the meter's thread, about once a
   *     second where there is an NVIDIA GPU
   * @return options with this one changed
   */
  public MeterOptions processes(Supplier<Set<Long>> pids) {
    return new MeterOptions(
        wholePlatform, processShare, ranks, calibration, processorTime, Optional.of(pids));
  }

  /** Who trains, as records name them. */
  String who() {
    return processorTime.isPresent() || processes.isPresent() ? "the program" : "this process";
  }
}
