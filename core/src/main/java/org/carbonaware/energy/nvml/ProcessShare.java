package org.carbonaware.energy.nvml;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.carbonaware.energy.nvml.NvmlProcesses.Activity;
import org.carbonaware.energy.nvml.NvmlProcesses.Listing;
import org.carbonaware.energy.nvml.NvmlProcesses.Running;

/**
 * The training's share of a GPU's power, by Kepler's rule: what the board draws idle is split by
 * what is reserved, here memory, and what it draws beyond by how much each process uses the
 * multiprocessors. Where that can't be known the whole board is charged. Belongs to one thread.
 */
final class ProcessShare {
  /** How long a share holds; asking is not free. */
  private static final long HOLDS_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final NvmlGpu gpu;
  private final Trainer self;
  private double idleWatts;
  private double idleShare = 1;
  private double activeShare = 1;
  private boolean known;
  private boolean asked;
  private long askedNanos;
  private long activityMicros;
  private String reason = "";

  /**
   * Makes one.
   *
   * @param self whose share it is
   * @param idleWatts what the board draws idle, at most; less is learned from what it draws
   */
  ProcessShare(NvmlGpu gpu, Trainer self, double idleWatts) {
    this.gpu = gpu;
    this.self = self;
    this.idleWatts = idleWatts;
  }

  /** Tells the training's part of a sample. */
  PowerSample of(PowerSample board, boolean busy, long nanoTime) {
    if (!asked || nanoTime - askedNanos >= HOLDS_NANOS) {
      asked = true;
      askedNanos = nanoTime;
      ask(busy);
    }
    idleWatts = Math.min(idleWatts, board.watts());
    double beyond = board.watts() - idleWatts;
    return board.withOwn(idleWatts * idleShare + beyond * activeShare);
  }

  /** Why the whole board is or was charged; empty if it never was. */
  String reason() {
    return reason;
  }

  private void ask(boolean busy) {
    if (gpu.identity().partitioned()) {
      chargeWhole("a GPU split into instances can't be shared out");
      return;
    }
    Set<Long> own = self.pids().get();
    Listing listing = gpu.processes().running();
    List<Running> all = listing.running();
    if (listing.code() != NvmlCodes.OK) {
      unknown("the driver does not list its processes", listing.code());
    } else if (all.stream().anyMatch(process -> own.contains(process.pid()))) {
      if (all.stream().allMatch(process -> own.contains(process.pid()))) {
        know(1, 1);
      } else {
        splitByActivity(own, memoryShare(own, all));
      }
    } else if (all.isEmpty()) {
      if (busy && !self.sameNumbers()) {
        chargeWhole("it is busy with processes that the driver does not show in this container");
      } else {
        know(1, 1); // nobody else is there
      }
    } else if (self.sameNumbers()) {
      know(1.0 / (all.size() + 1), 0); // not yet on the GPU that is kept for it
    } else {
      chargeWhole("the driver numbers processes as outside of this container");
    }
  }

  private static double memoryShare(Set<Long> own, List<Running> all) {
    boolean told = all.stream().noneMatch(p -> p.bytes() == NvmlProcesses.UNKNOWN_BYTES);
    double total = all.stream().mapToDouble(Running::bytes).sum();
    List<Running> mine = all.stream().filter(p -> own.contains(p.pid())).toList();
    double held = mine.stream().mapToDouble(Running::bytes).sum();
    return told && total > 0 ? held / total : (double) mine.size() / all.size();
  }

  private void splitByActivity(Set<Long> own, double ofMemory) {
    Activity activity = gpu.processes().activitySince(activityMicros);
    if (activity.code() != NvmlCodes.OK) {
      unknown("the driver does not tell what each process does", activity.code());
      return;
    }
    activityMicros = activity.untilMicros();
    Map<Long, Double> sm = activity.smPercent();
    double total = sm.values().stream().mapToDouble(percent -> percent).sum();
    double used = own.stream().mapToDouble(pid -> sm.getOrDefault(pid, 0.0)).sum();
    boolean someoneWorked = total > 0;
    know(ofMemory, someoneWorked ? used / total : known ? activeShare : ofMemory);
  }

  private void know(double ofIdle, double ofActive) {
    idleShare = ofIdle;
    activeShare = ofActive;
    known = true;
  }

  /** A share that was known holds through a moment's silence. */
  private void unknown(String what, int code) {
    if (!known || NvmlCodes.isForGood(code)) {
      chargeWhole(what + " (" + NvmlCodes.words(code) + ")");
    }
  }

  private void chargeWhole(String why) {
    idleShare = 1;
    activeShare = 1;
    reason = why;
  }
}
