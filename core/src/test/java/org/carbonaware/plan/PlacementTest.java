package org.carbonaware.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.data.Offset.offset;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.Zone;
import org.junit.jupiter.api.Test;

class PlacementTest {
  private static final Instant START = Instant.parse("2024-05-06T00:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Zone[] ZONES = {Zone.of("DE"), Zone.of("FR"), Zone.of("PL")};

  private static IntensitySeries outlook(Zone zone, double... values) {
    return outlook(zone, HOUR, values);
  }

  private static IntensitySeries outlook(Zone zone, Duration step, double... values) {
    Provenance test = new Provenance("test", Provenance.Kind.FORECAST);
    return IntensitySeries.of(zone, Basis.LIFECYCLE, test, START, step, values);
  }

  private static List<IntensitySeries> random(SplittableRandom random, int zones, int slots) {
    List<IntensitySeries> outlooks = new ArrayList<>();
    for (int zone = 0; zone < zones; zone++) {
      outlooks.add(outlook(ZONES[zone], random.doubles(slots, 50, 500).toArray()));
    }
    return outlooks;
  }

  @Test
  void choosesZoneAndStartTogether() {
    Placement placement = Placement.of(
        List.of(
            outlook(ZONES[0], 100, 300, 300, 100, 100, 300),
            outlook(ZONES[1], 200, 200, 130, 90, 200, 200, 200)),
        2000);
    Placement.Choice window = placement.contiguous(HOUR.multipliedBy(2));
    assertThat(window.zone()).isEqualTo(ZONES[0]);
    assertThat(window.start()).isEqualTo(START.plus(HOUR.multipliedBy(3)));
    assertThat(window.end()).isEqualTo(START.plus(HOUR.multipliedBy(5)));
    assertThat(window.grams()).isEqualTo(400); // 2 kW
    Placement.Choice hour = placement.contiguous(HOUR);
    assertThat(hour.zone()).isEqualTo(ZONES[1]);
    Placement.Choice pausing = placement.interruptible(Duration.ofMinutes(150));
    assertThat(pausing.zone()).isEqualTo(ZONES[0]);
    assertThat(pausing.grams()).isEqualTo(500);
    assertThat(pausing.start()).isEqualTo(START);
    assertThat(pausing.end()).isEqualTo(START.plus(Duration.ofMinutes(270)));
  }

  @Test
  void aWindowMayBeginWithinAStep() {
    Placement placement = Placement.of(List.of(outlook(ZONES[0], 500, 200, 100, 300)), 1000);
    Placement.Choice window = placement.contiguous(Duration.ofMinutes(90));
    assertThat(window.start()).isEqualTo(START.plus(Duration.ofMinutes(90)));
    assertThat(window.end()).isEqualTo(START.plus(Duration.ofHours(3)));
    assertThat(window.grams()).isEqualTo(200);
    Placement.Choice part = placement.contiguous(Duration.ofMinutes(15));
    assertThat(part.start()).isEqualTo(START.plus(HOUR.multipliedBy(2)));
    assertThat(part.end()).isEqualTo(START.plus(Duration.ofMinutes(135)));
  }

  @Test
  void theChoiceIsTheBestOfAllZonesAndStarts() {
    SplittableRandom random = new SplittableRandom(42);
    for (int i = 0; i < 200; i++) {
      List<IntensitySeries> outlooks = random(random, random.nextInt(1, 4), 12);
      int work = random.nextInt(1, 13);
      double window = Double.POSITIVE_INFINITY;
      double pausing = Double.POSITIVE_INFINITY;
      for (IntensitySeries outlook : outlooks) {
        double[] values = outlook.toArray();
        for (int t = 0; t + work <= 12; t++) {
          window = Math.min(window, Arrays.stream(values, t, t + work).sum());
        }
        pausing = Math.min(pausing, Arrays.stream(values).sorted().limit(work).sum());
      }
      Placement placement = Placement.of(outlooks, 500);
      assertThat(placement.contiguous(HOUR.multipliedBy(work)).grams())
          .isCloseTo(window / 2, offset(1e-9));
      assertThat(placement.interruptible(HOUR.multipliedBy(work)).grams())
          .isCloseTo(pausing / 2, offset(1e-9));
    }
  }

  /** Tries every way: at each slot run, wait or move. */
  private record BruteForce(
      List<IntensitySeries> outlooks, double slotKwh, Migration migration, int downtime) {
    double least(int slot, int zone, int left, boolean mayMove) {
      int slots = outlooks.get(0).size();
      if (left == 0) {
        return 0;
      }
      if (slot >= slots) {
        return Double.POSITIVE_INFINITY;
      }
      double best = Math.min(
          at(zone, slot) * slotKwh + least(slot + 1, zone, left - 1, true),
          least(slot + 1, zone, left, true));
      for (int to = 0; to < outlooks.size() && mayMove && slot + downtime < slots; to++) {
        if (to != zone) {
          double kwh = migration.bytes() / 1e9 * migration.networkWattHoursPerGigabyte() / 1000;
          double grams = kwh / 2 * at(zone, slot)
              + kwh / 2 * at(to, slot)
              + migration.restartJoules() / 3.6e6 * at(to, slot + downtime);
          best = Math.min(best, grams + least(slot + downtime, to, left, downtime > 0));
        }
      }
      return best;
    }

    private double at(int zone, int slot) {
      return outlooks.get(zone).gramsPerKwh(slot);
    }
  }

  private static Migration migration(SplittableRandom random) {
    return new Migration(
        random.nextLong(5_000_000_000L),
        random.nextDouble(20),
        random.nextDouble(300_000),
        HOUR.multipliedBy(random.nextInt(3)));
  }

  @Test
  void noWayOfMovingEmitsLessThanThePlan() {
    SplittableRandom random = new SplittableRandom(43);
    int moved = 0;
    for (int i = 0; i < 60; i++) {
      List<IntensitySeries> outlooks = random(random, random.nextInt(1, 4), 7);
      int work = random.nextInt(1, 7);
      Migration migration = migration(random);
      BruteForce all =
          new BruteForce(outlooks, 0.5, migration, (int) migration.downtime().toHours());
      double least = Double.POSITIVE_INFINITY;
      for (int zone = 0; zone < outlooks.size(); zone++) {
        least = Math.min(least, all.least(0, zone, work, true));
      }
      Placement placement = Placement.of(outlooks, 500);
      MigrationPlan plan = placement.migrating(HOUR.multipliedBy(work), migration);
      assertThat(plan.grams()).as("%s", migration).isCloseTo(least, offset(1e-9));
      assertThat(plan.grams())
          .isLessThanOrEqualTo(placement.interruptible(HOUR.multipliedBy(work)).grams() + 1e-9);
      assertThat(grams(plan, outlooks, migration)).isCloseTo(plan.grams(), offset(1e-9));
      assertThat(plan.zones().stream().filter(Optional::isPresent)).hasSize(work);
      moved += plan.moves().isEmpty() ? 0 : 1;
    }
    assertThat(moved).isBetween(12, 50);
  }

  /** What a plan emits by its slots and moves. */
  private static double grams(
      MigrationPlan plan, List<IntensitySeries> outlooks, Migration migration) {
    double grams = 0;
    for (int t = 0; t < plan.zones().size(); t++) {
      Optional<Zone> zone = plan.zones().get(t);
      grams += zone.isPresent() ? 0.5 * of(outlooks, zone.get()).gramsPerKwh(t) : 0;
    }
    for (MigrationPlan.Move move : plan.moves()) {
      IntensitySeries to = of(outlooks, move.to());
      grams += migration.grams(
          of(outlooks, move.from()).at(move.at()).orElseThrow(),
          to.at(move.at()).orElseThrow(),
          to.at(move.at().plus(migration.downtime())).orElseThrow());
    }
    return grams;
  }

  private static IntensitySeries of(List<IntensitySeries> outlooks, Zone zone) {
    return outlooks.stream().filter(o -> o.zone().equals(zone)).findFirst().orElseThrow();
  }

  @Test
  void aMovePaysOnlyForWhatItCosts() {
    List<IntensitySeries> outlooks =
        List.of(outlook(ZONES[0], 100, 100, 500, 500), outlook(ZONES[1], 500, 500, 100, 100));
    Placement placement = Placement.of(outlooks, 1000);
    Duration work = HOUR.multipliedBy(4);
    // 10 GB at 20 Wh/GB are 0.2 kWh between 500 and 100 on the way or at 300: 60 g
    Migration cheap = new Migration(10_000_000_000L, 20, 0, Duration.ZERO);
    MigrationPlan plan = placement.migrating(work, cheap);
    assertThat(plan.grams()).isCloseTo(460, offset(1e-9));
    assertThat(plan.moves())
        .containsExactly(
            new MigrationPlan.Move(START.plus(HOUR.multipliedBy(2)), ZONES[0], ZONES[1]));
    assertThat(plan.zones())
        .containsExactly(
            Optional.of(ZONES[0]), Optional.of(ZONES[0]),
            Optional.of(ZONES[1]), Optional.of(ZONES[1]));
    Migration dear = new Migration(10_000_000_000L, 280, 0, Duration.ZERO);
    assertThat(placement.migrating(work, dear).moves()).isEmpty();
    assertThat(placement.migrating(work, dear).grams()).isCloseTo(1200, offset(1e-9));
    // an hour of downtime leaves three for four hours of work
    Migration slow = new Migration(0, 0, 0, Duration.ofMinutes(1));
    assertThat(placement.migrating(work, slow).moves()).isEmpty();
    MigrationPlan three = placement.migrating(HOUR.multipliedBy(3), slow);
    assertThat(three.moves()).hasSize(1);
    assertThat(three.grams()).isCloseTo(300, offset(1e-9));
  }

  @Test
  void refusesOutlooksThatCannotBeCompared() {
    IntensitySeries germany = outlook(ZONES[0], 100, 200);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Placement.of(
            List.of(germany, outlook(ZONES[1], Duration.ofMinutes(30), 100, 200)), 1000))
        .withMessageContaining("outlook FR lifecycle, 2 steps of PT30M from 2024-05-06T00:00:00Z")
        .withMessageEndingWith("expected the same basis, start and step");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Placement.of(List.of(germany, outlook(ZONES[1], 100, Double.NaN)), 1000))
        .withMessage("outlook of zone FR: no value at 2024-05-06T01:00:00Z; expected one for every"
            + " step");
    assertThatIllegalArgumentException().isThrownBy(() -> Placement.of(List.of(), 1000));
    assertThatIllegalArgumentException().isThrownBy(() -> Placement.of(List.of(germany), 0));
    Placement placement = Placement.of(List.of(germany), 1000);
    Migration free = new Migration(0, 0, 0, Duration.ZERO);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> placement.migrating(HOUR.multipliedBy(3), free))
        .withMessage("work of 3 slots in 1 zones: expected 1 to 2 slots and at most 64 zones");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> placement.contiguous(HOUR.multipliedBy(3)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Migration(-1, 0, 0, Duration.ZERO))
        .withMessageContaining("expected finite figures of 0 or more");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Migration(1, Double.NaN, 0, Duration.ZERO));
    assertThatIllegalArgumentException().isThrownBy(() -> new Migration(1, 1, 1, HOUR.negated()));
  }

  @Test
  void ofEquallyCleanPlacesTheFirstAndOfEquallyCleanTimesTheEarliestIsChosen() {
    List<IntensitySeries> even =
        List.of(outlook(ZONES[0], 100, 100, 100, 100), outlook(ZONES[1], 100, 100, 100, 100));
    Placement placement = Placement.of(even, 1000);
    Duration work = HOUR.multipliedBy(2);
    assertThat(placement.contiguous(work).zone()).isEqualTo(ZONES[0]);
    assertThat(placement.interruptible(work).zone()).isEqualTo(ZONES[0]);
    MigrationPlan plan = placement.migrating(work, new Migration(0, 0, 0, Duration.ZERO));
    assertThat(plan.moves()).isEmpty();
    assertThat(plan.zones())
        .containsExactly(
            Optional.of(ZONES[0]), Optional.of(ZONES[0]), Optional.empty(), Optional.empty());
  }

  /** Of a run of its own a part is its begin; a pause follows. */
  @Test
  void aPartOfASlotBeforeAPauseRunsAtOnce() {
    Placement placement = Placement.of(List.of(outlook(ZONES[0], 100, 300, 50, 50)), 1000);
    Placement.Choice choice = placement.interruptible(Duration.ofMinutes(150));
    assertThat(choice.start()).isEqualTo(START);
    assertThat(choice.end()).isEqualTo(START.plus(HOUR.multipliedBy(4)));
    Placement.Choice run =
        Placement.of(List.of(outlook(ZONES[0], 100, 50, 300)), 1000).interruptible(HOUR.plus(HOUR));
    assertThat(run.end()).isEqualTo(START.plus(HOUR.multipliedBy(2)));
  }

  @Test
  void movesBetweenUpTo64Zones() {
    Migration free = new Migration(0, 0, 0, Duration.ZERO);
    List<IntensitySeries> zones = new ArrayList<>();
    for (int zone = 0; zone < 64; zone++) {
      zones.add(outlook(Zone.of("ZONE-" + zone), 200 - zone, 100 + zone));
    }
    MigrationPlan plan = Placement.of(zones, 1000).migrating(HOUR.multipliedBy(2), free);
    assertThat(plan.grams()).isCloseTo(137 + 100, offset(1e-9));
    assertThat(plan.zones())
        .containsExactly(Optional.of(Zone.of("ZONE-63")), Optional.of(Zone.of("ZONE-0")));
    assertThat(Placement.of(zones, 1000).migrating(HOUR, free).grams())
        .isCloseTo(100, offset(1e-9));
    zones.add(outlook(ZONES[0], 100, 100));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Placement.of(zones, 1000).migrating(HOUR, free))
        .withMessageContaining("at most 64 zones");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Placement.of(zones.subList(0, 1), 1000).migrating(Duration.ZERO, free));
  }
}
