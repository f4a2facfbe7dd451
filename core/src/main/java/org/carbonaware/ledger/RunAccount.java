package org.carbonaware.ledger;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.carbonaware.control.HostFacts;
import org.carbonaware.control.TrainingFacts;
import org.carbonaware.energy.EnergyReading.Kind;
import org.carbonaware.energy.EnergyReading.Scope;
import org.carbonaware.energy.EnergyReading.Technique;
import org.carbonaware.footprint.Boundary;
import org.carbonaware.grid.IntensitySeries;

/**
 * Everything a report needs of one run. Joules are the computer's own, as metered; grams include
 * what the facility adds (PUE). Sums over components, hours, epochs and slices are the run's total.
 *
 * @param summary the figures in short
 * @param project the project or experiment, if it was named
 * @param training what was trained
 * @param boundary what was counted besides the computer's energy
 * @param components what was metered, in the order it was first seen
 * @param hours energy by hour of the UTC day, in order; hours without energy are left out
 * @param epochs energy by epoch, in order; of more than 4096 epochs neighbours are put together, so
 *     that each total stands for the epochs from its number up to the next one's
 * @param pauses each time the run stood still, in order; of more than 2000 the first and the last
 *     thousand
 * @param decisions what was decided and why, in order
 * @param droppedDecisions how many further decisions were left out between the first and the last
 *     ones kept
 * @param losses the loss as the training told it, in order; of more than 2000 some evenly over
 *     time, and always the last one
 * @param history the run in slices of equal length, for pictures
 * @param hindsight what would have been best
 * @param footprint what it all comes to
 * @param hosts the computers it was on as its processes told of them, each once, the last one last,
 *     of more than 100 the last hundred; none in records of earlier versions
 */
public record RunAccount(
    RunSummary summary,
    Optional<String> project,
    TrainingFacts training,
    Boundary boundary,
    List<ComponentTotal> components,
    List<HourTotal> hours,
    List<EpochTotal> epochs,
    List<PauseTotal> pauses,
    List<DecisionMoment> decisions,
    long droppedDecisions,
    List<LossMoment> losses,
    History history,
    Hindsight hindsight,
    Footprint footprint,
    List<HostFacts> hosts) {
  static final double JOULES_PER_KWH = 3_600_000;

  /** Copies the lists. */
  public RunAccount {
    components = List.copyOf(components);
    hours = List.copyOf(hours);
    epochs = List.copyOf(epochs);
    pauses = List.copyOf(pauses);
    decisions = List.copyOf(decisions);
    losses = List.copyOf(losses);
    hosts = List.copyOf(hosts);
  }

  /**
   * The computer that reports name: the last one that is known. Never that of the process which
   * reads.
   *
   * @return its description
   */
  public HostFacts host() {
    return hosts.isEmpty() ? HostFacts.UNKNOWN : hosts.get(hosts.size() - 1);
  }

  /**
   * Computes the account of a recorded run. The file is read twice from its beginning to its end,
   * and never held in memory; a run that is being recorded meanwhile is told up to its last
   * complete line. Blocks for the disk.
   *
   * @param ledgerFile a run's file, see {@link Ledger#files}
   * @return the account, under the boundary that the run was started with last
   * @throws LedgerException if the file can't be read, a complete line is damaged (the message
   *     names file and line), lines are missing, or no line tells the run's start
   */
  public static RunAccount read(Path ledgerFile) {
    return Accounts.of(new FileLines(ledgerFile), Optional.empty());
  }

  /**
   * Computes the account of a recorded run as {@link #read(Path)} does, under another boundary.
   *
   * @param ledgerFile a run's file
   * @param boundary what to count besides the computer's energy, instead of what the record says
   * @return the account
   * @throws LedgerException as above
   */
  public static RunAccount read(Path ledgerFile, Boundary boundary) {
    return Accounts.of(new FileLines(ledgerFile), Optional.of(boundary));
  }

  /**
   * Computes the account of a recorded run as {@link #read(Path)} does, with what is known of the
   * grid by now. The record knows nothing of the time that the run was in no process and of what
   * came after it; there the given intensities count, in what running straight through and the best
   * possible run would have emitted. What was emitted stays as it was recorded.
   *
   * @param ledgerFile a run's file
   * @param boundary what to count besides the computer's energy; empty to take what the record says
   * @param actual the intensities of the run's zone, of the same basis
   * @return the account
   * @throws LedgerException as above
   * @throws IllegalArgumentException if the intensities are of another zone or basis
   */
  public static RunAccount read(
      Path ledgerFile, Optional<Boundary> boundary, IntensitySeries actual) {
    return Accounts.of(new FileLines(ledgerFile), boundary, Optional.of(actual));
  }

  /** Hears how far the reading of a record is. Called on the reading thread. */
  @FunctionalInterface
  public interface Progress {
    /**
     * Some more was read.
     *
     * @param bytes bytes read until now; a record is read twice
     * @param all bytes to read, at least 1
     */
    void read(long bytes, long all);
  }

  /**
   * Computes the account of a recorded run as the other methods do, and tells how far it is.
   *
   * @param ledgerFile a run's file
   * @param boundary what to count besides the computer's energy; empty to take what the record says
   * @param actual the intensities of the run's zone, of the same basis; empty if none are known
   * @param progress hears of it now and then
   * @return the account
   * @throws LedgerException as above
   */
  public static RunAccount read(
      Path ledgerFile,
      Optional<Boundary> boundary,
      Optional<IntensitySeries> actual,
      Progress progress) {
    return Accounts.of(new FileLines(ledgerFile, progress), boundary, actual);
  }

  /**
   * Computes the account of a run from lines that were read before.
   *
   * @param entries the lines of one run
   * @return the account
   * @throws LedgerException if there is no {@code run-started} line or a line has a wrong time
   */
  public static RunAccount of(List<LedgerEntry> entries) {
    return Accounts.of(new EntryLines(entries), Optional.empty());
  }

  /**
   * One component's energy over the run.
   *
   * @param name such as {@code gpu0}
   * @param kind what kind of part it is
   * @param device its model; empty if unknown
   * @param technique how the energy was obtained; the weakest if it changed; of a component that is
   *     not {@link #described} only its method is known
   * @param scope whose energy it is; all of the device if the record does not tell
   * @param coverage the share of the metered time with readings, 0 to 1; NaN if the record does not
   *     tell
   * @param how in a few words
   * @param activeJoules drawn while the training ran
   * @param pausedJoules drawn in pauses, saving and resuming included
   */
  public record ComponentTotal(
      String name,
      Kind kind,
      String device,
      Technique technique,
      Scope scope,
      double coverage,
      String how,
      double activeJoules,
      double pausedJoules) {
    /**
     * Whether the record tells the technique. Records of early versions tell only whether energy
     * was measured, estimated or assumed.
     *
     * @return false if nothing but the method is known
     */
    public boolean described() {
      return !Double.isNaN(coverage);
    }

    /**
     * How the energy was obtained, in a word.
     *
     * @return the technique's label, or that it is unknown
     */
    public String techniqueLabel() {
      return described() ? technique.label() : "technique unknown";
    }

    /**
     * Both together.
     *
     * @return joules
     */
    public double joules() {
      return activeJoules + pausedJoules;
    }
  }

  /**
   * An hour.
   *
   * @param start its beginning, a full hour UTC
   * @param activeJoules drawn in it while the training ran
   * @param pausedJoules drawn in it in pauses
   * @param joulesWithoutIntensity the part of both whose intensity was unknown: in no grams
   * @param grams emitted, gCO2e
   * @param intensityKind how the intensity was known, such as {@code measured} or {@code stale
   *     forecast}; several are joined by a comma; empty if it was not
   * @param intensitySource where it came from; several are joined by a comma
   */
  public record HourTotal(
      Instant start,
      double activeJoules,
      double pausedJoules,
      double joulesWithoutIntensity,
      double grams,
      String intensityKind,
      String intensitySource) {
    /**
     * All energy of the hour.
     *
     * @return joules
     */
    public double joules() {
      return activeJoules + pausedJoules;
    }
  }

  /**
   * An epoch. Intervals of energy that span several epochs are spread evenly over them; what was
   * trained again after a crash counts twice, as it was drawn twice.
   *
   * @param epoch its number, from 0; the last one may be what came after the last full epoch
   * @param time metered time
   * @param activeJoules drawn while the training ran
   * @param pausedJoules drawn in pauses that fell into it
   * @param grams emitted, gCO2e
   */
  public record EpochTotal(
      long epoch, Duration time, double activeJoules, double pausedJoules, double grams) {
    /**
     * All energy of the epoch.
     *
     * @return joules
     */
    public double joules() {
      return activeJoules + pausedJoules;
    }
  }

  /**
   * A pause: from the order to pause until the training went on, or the record ends.
   *
   * @param from when it was ordered
   * @param to when the training went on
   * @param ended whether it did; otherwise the record ends in it
   * @param suspended whether the process left
   * @param rule the rule that ordered it
   * @param reason why, in words
   * @param gramsPerKwh the intensity when it was ordered, NaN if unknown
   * @param joules drawn in it
   * @param grams emitted in it, gCO2e
   */
  public record PauseTotal(
      Instant from,
      Instant to,
      boolean ended,
      boolean suspended,
      String rule,
      String reason,
      double gramsPerKwh,
      double joules,
      double grams) {}

  /**
   * A decision that differed from the one before.
   *
   * @param at when
   * @param action {@code RUN} or {@code PAUSE}
   * @param until how long it was to hold
   * @param rule the rule that made it
   * @param reason why, in words
   * @param gramsPerKwh the intensity it was made on, NaN if unknown
   * @param intensityKind how that was known; empty if it was not
   * @param intensitySource where it came from; empty if it was not
   */
  public record DecisionMoment(
      Instant at,
      String action,
      Instant until,
      String rule,
      String reason,
      double gramsPerKwh,
      String intensityKind,
      String intensitySource) {}

  /**
   * A loss.
   *
   * @param at when it was told
   * @param batches batches done by then
   * @param epochs epochs done by then
   * @param loss the loss
   */
  public record LossMoment(Instant at, long batches, long epochs, double loss) {}

  /**
   * A run in at most 2048 slices of equal length.
   *
   * @param start where the first one begins
   * @param step how long each is; the last one may reach past the run's end
   * @param slices in order
   */
  public record History(Instant start, Duration step, List<Slice> slices) {
    /** Copies the list. */
    public History {
      slices = List.copyOf(slices);
    }
  }

  /**
   * A slice of a run.
   *
   * @param joules drawn in it by kind of component
   * @param gramsPerKwh the grid's mean intensity in it, NaN if unknown
   * @param grams emitted, gCO2e
   * @param straightGrams what the run never paused would have emitted in it
   * @param bestGrams what the best possible run would have emitted in it
   * @param runningShare the share of its time that the training ran, 0 to 1
   * @param pausedShare the share of its time in pauses in memory, saving and resuming included
   * @param awayShare the share of its time in no process
   */
  public record Slice(
      Map<Kind, Double> joules,
      double gramsPerKwh,
      double grams,
      double straightGrams,
      double bestGrams,
      double runningShare,
      double pausedShare,
      double awayShare) {
    /** Copies the map. */
    public Slice {
      joules = Map.copyOf(joules);
    }
  }

  /**
   * The same active energy placed into the cleanest moments from the start to the deadline, as far
   * as their intensities are known; switching cost nothing. The record knows those to its end. What
   * came after counts only if it was told, see {@link #read(Path, Optional, IntensitySeries)}: a
   * last intensity that holds on would be a guess.
   *
   * @param from the start of the time it could choose from
   * @param to the end of it: that of the record, or with intensities told from elsewhere the
   *     deadline or the last of them, if that is later
   * @param grams what it would have emitted, gCO2e
   * @param missingJoules active energy that found no known intensity: in no grams
   */
  public record Hindsight(Instant from, Instant to, double grams, double missingJoules) {}
}
