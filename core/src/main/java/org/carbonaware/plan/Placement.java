package org.carbonaware.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Zone;
import org.jspecify.annotations.Nullable;

/**
 * Where and when to run: zone and start are chosen together, on the outlooks of several zones. One
 * choice for the whole training is the usual way and gets nearly all there is to get, since clean
 * zones stay clean; {@link #migrating} tells what moving on the way would add.
 *
 * <p>Immutable; nothing blocks.
 */
public final class Placement {
  private static final double WATTS_PER_KILOWATT = 1000;
  private static final double SECONDS_PER_HOUR = 3600;

  private final List<IntensitySeries> outlooks;
  private final double watts;
  private final int slots;

  private Placement(List<IntensitySeries> outlooks, double watts, int slots) {
    this.outlooks = outlooks;
    this.watts = watts;
    this.slots = slots;
  }

  /**
   * A zone, when to run there, and what that emits.
   *
   * @param zone the zone
   * @param start when it first runs
   * @param end when the work is done
   * @param grams gCO2e
   * @param schedule the slots of the outlooks
   */
  public record Choice(Zone zone, Instant start, Instant end, double grams, Schedule schedule) {}

  /**
   * Looks at several zones.
   *
   * @param outlooks what is expected of each zone, at least one, of one basis, with the same start
   *     and step and without missing values; as far as the shortest reaches
   * @param watts the running power, finite and above 0
   * @return what to choose from
   * @throws IllegalArgumentException if they cannot be compared; the message names the zone
   */
  public static Placement of(List<IntensitySeries> outlooks, double watts) {
    if (outlooks.isEmpty() || !(watts > 0 && watts < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("placement in " + outlooks.size() + " zones at " + watts
          + " W: expected a zone or more and a finite power above 0 W");
    }
    int slots = outlooks.stream().mapToInt(IntensitySeries::size).min().orElse(0);
    IntensitySeries first = outlooks.get(0);
    for (IntensitySeries outlook : outlooks) {
      if (outlook.basis() != first.basis()
          || !outlook.start().equals(first.start())
          || !outlook.step().equals(first.step())) {
        throw new IllegalArgumentException("outlook " + outlook + " beside " + first
            + ": expected the same basis, start and step");
      }
      for (int t = 0; t < slots; t++) {
        if (Double.isNaN(outlook.gramsPerKwh(t))) {
          throw new IllegalArgumentException("outlook of zone " + outlook.zone() + ": no value at "
              + outlook.startOf(t) + "; expected one for every step");
        }
      }
    }
    return new Placement(List.copyOf(outlooks), watts, slots);
  }

  /**
   * The cleanest zone and start for running without a pause.
   *
   * @param work running time, above 0, not longer than the outlooks
   * @return the choice; of equally clean ones the first zone, then the earliest start
   * @throws IllegalArgumentException if the work does not fit
   */
  public Choice contiguous(Duration work) {
    return best(work, Optimum::contiguous);
  }

  /**
   * The cleanest zone for running with free pauses.
   *
   * @param work running time, above 0, not longer than the outlooks
   * @return the choice; of equally clean ones the first zone
   * @throws IllegalArgumentException if the work does not fit
   */
  public Choice interruptible(Duration work) {
    return best(work, Optimum::interruptible);
  }

  /**
   * The cheapest plan that may begin in any zone, pause for free and move on the way. Moving is
   * worth its trouble if this emits less than {@link #interruptible} by more than forecasts err.
   * Dynamic programming: O(slots * work * zones * zones) time, a byte for each slot, slot of work
   * and zone of memory.
   *
   * @param work running time, above 0, counts in whole slots
   * @param migration what a move costs
   * @return the plan
   * @throws IllegalArgumentException if the work does not fit, or there are more than 64 zones
   */
  public MigrationPlan migrating(Duration work, Migration migration) {
    int whole = (int) Math.min(Integer.MAX_VALUE, Math.ceil(slots(work) - 1e-9));
    if (whole < 1 || whole > slots || outlooks.size() > MigrationPlan.MOST_ZONES) {
      throw new IllegalArgumentException("work of " + whole + " slots in " + outlooks.size()
          + " zones: expected 1 to " + slots + " slots and at most " + MigrationPlan.MOST_ZONES
          + " zones");
    }
    return MigrationPlan.solve(outlooks, slots, slotKwh(), whole, migration);
  }

  private interface Choosing {
    Schedule schedule(double[] grams, double work);
  }

  private Choice best(Duration work, Choosing choosing) {
    @Nullable Choice best = null;
    for (IntensitySeries outlook : outlooks) {
      double[] grams = IntStream.range(0, slots)
          .mapToDouble(t -> outlook.gramsPerKwh(t) * slotKwh())
          .toArray();
      Schedule schedule = choosing.schedule(grams, slots(work));
      if (best == null || schedule.grams() < best.grams()) {
        best = choice(outlook, schedule);
      }
    }
    return Objects.requireNonNull(best);
  }

  /** A slot in part at the start of a run is its end, else its beginning. */
  private static Choice choice(IntensitySeries outlook, Schedule schedule) {
    int first = 0;
    int last = 0;
    for (int t = schedule.slots() - 1; t >= 0; t--) {
      first = schedule.share(t) > 0 ? t : first;
      last = schedule.share(t) > 0 && last == 0 ? t : last;
    }
    boolean followed = last > first && schedule.share(first + 1) > 0;
    double late = followed ? 1 - schedule.share(first) : 0;
    double run = last > first ? schedule.share(last) : late + schedule.share(first);
    return new Choice(
        outlook.zone(),
        within(outlook, first, late),
        within(outlook, last, run),
        schedule.grams(),
        schedule);
  }

  private static Instant within(IntensitySeries outlook, int slot, double share) {
    return outlook.startOf(slot).plusNanos(Math.round(share * outlook.step().toSeconds() * 1e9));
  }

  private double slots(Duration work) {
    return Moments.seconds(work) / outlooks.get(0).step().toSeconds();
  }

  private double slotKwh() {
    return watts / WATTS_PER_KILOWATT * outlooks.get(0).step().toSeconds() / SECONDS_PER_HOUR;
  }
}
