package org.carbonaware.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Zone;

/**
 * Where a training runs in each slot if it may move. Immutable.
 *
 * @param grams gCO2e, moves included
 * @param zones where it runs in each slot; empty while it waits or moves
 * @param moves the moves, in order
 */
public record MigrationPlan(double grams, List<Optional<Zone>> zones, List<Move> moves) {
  static final int MOST_ZONES = 64;

  private static final int RUN = MOST_ZONES;
  private static final int WAIT = MOST_ZONES + 1;

  /** Copies the lists. */
  public MigrationPlan {
    zones = List.copyOf(zones);
    moves = List.copyOf(moves);
  }

  /**
   * A move.
   *
   * @param at when it begins
   * @param from the zone it leaves
   * @param to the zone in which it goes on
   */
  public record Move(Instant at, Zone from, Zone to) {}

  /** The recursion, from the last slot backwards. */
  private static final class Costs {
    private final double[][] gramsPerKwh;
    private final double slotKwh;
    private final Migration migration;
    private final int downtime;
    private final double[][][] toGo;
    private final byte[][][] choice;

    Costs(double[][] gramsPerKwh, double slotKwh, int work, Migration migration, int downtime) {
      int slots = gramsPerKwh[0].length;
      this.gramsPerKwh = gramsPerKwh;
      this.slotKwh = slotKwh;
      this.migration = migration;
      this.downtime = downtime;
      int kept = Math.min(slots, Math.max(1, downtime)) + 1;
      this.toGo = new double[kept][gramsPerKwh.length][work + 1];
      this.choice = new byte[slots][gramsPerKwh.length][work + 1];
      for (double[] none : toGo[slots % kept]) {
        Arrays.fill(none, Double.POSITIVE_INFINITY);
        none[0] = 0;
      }
      for (int slot = slots - 1; slot >= 0; slot--) {
        fill(slot, work);
      }
    }

    double[] at(int slot, int zone) {
      return toGo[slot % toGo.length][zone];
    }

    private void fill(int slot, int work) {
      for (int zone = 0; zone < gramsPerKwh.length; zone++) {
        double[] now = at(slot, zone);
        for (int left = 1; left <= work; left++) {
          double run = gramsPerKwh[zone][slot] * slotKwh + at(slot + 1, zone)[left - 1];
          double wait = at(slot + 1, zone)[left];
          now[left] = Math.min(run, wait);
          choice[slot][zone][left] = (byte) (run <= wait ? RUN : WAIT);
        }
        now[0] = 0;
      }
      // without downtime a move is followed by this very slot, in which it does not move again
      double[][] stayed = downtime == 0 ? copy(slot) : new double[0][];
      int then = slot + downtime;
      for (int zone = 0; zone < gramsPerKwh.length && then < gramsPerKwh[0].length; zone++) {
        for (int to = 0; to < gramsPerKwh.length; to++) {
          double[] there = downtime == 0 ? stayed[to] : at(then, to);
          double grams = migration.grams(
              gramsPerKwh[zone][slot], gramsPerKwh[to][slot], gramsPerKwh[to][then]);
          double[] now = at(slot, zone);
          for (int left = 1; left <= work && to != zone; left++) {
            if (grams + there[left] < now[left]) {
              now[left] = grams + there[left];
              choice[slot][zone][left] = (byte) to;
            }
          }
        }
      }
    }

    private double[][] copy(int slot) {
      double[][] copy = new double[gramsPerKwh.length][];
      for (int zone = 0; zone < copy.length; zone++) {
        copy[zone] = at(slot, zone).clone();
      }
      return copy;
    }
  }

  static MigrationPlan solve(
      List<IntensitySeries> outlooks, int slots, double slotKwh, int work, Migration migration) {
    double[][] gramsPerKwh = outlooks.stream()
        .map(outlook -> Arrays.copyOf(outlook.toArray(), slots))
        .toArray(double[][]::new);
    double step = outlooks.get(0).step().toSeconds();
    int downtime =
        (int) Math.min(slots, Math.ceil(Moments.seconds(migration.downtime()) / step - 1e-9));
    Costs costs = new Costs(gramsPerKwh, slotKwh, work, migration, downtime);
    int zone = 0;
    for (int other = 1; other < gramsPerKwh.length; other++) {
      zone = costs.at(0, other)[work] < costs.at(0, zone)[work] ? other : zone;
    }
    return path(outlooks, costs, zone, work, downtime);
  }

  private static MigrationPlan path(
      List<IntensitySeries> outlooks, Costs costs, int first, int work, int downtime) {
    int slots = costs.choice.length;
    List<Optional<Zone>> zones = new ArrayList<>();
    List<Move> moves = new ArrayList<>();
    int zone = first;
    int left = work;
    while (zones.size() < slots) {
      int slot = zones.size();
      int choice = left == 0 ? WAIT : costs.choice[slot][zone][left];
      if (choice < MOST_ZONES) {
        moves.add(new Move(
            outlooks.get(0).startOf(slot),
            outlooks.get(zone).zone(),
            outlooks.get(choice).zone()));
        zone = choice;
        for (int i = 0; i < downtime; i++) {
          zones.add(Optional.empty());
        }
        continue;
      }
      boolean runs = choice == RUN;
      zones.add(runs ? Optional.of(outlooks.get(zone).zone()) : Optional.empty());
      left -= runs ? 1 : 0;
    }
    return new MigrationPlan(costs.at(0, first)[work], zones, moves);
  }
}
