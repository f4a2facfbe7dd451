package org.carbonaware.energy.nvml;

import java.util.List;
import java.util.Set;
import org.carbonaware.energy.nvml.NvmlProcesses.Running;

/** Who else uses a GPU whose whole board is charged to the training. */
final class Tenants {
  private final NvmlGpu gpu;
  private final Trainer self;
  private int others;

  Tenants(NvmlGpu gpu, Trainer self) {
    this.gpu = gpu;
    this.self = self;
  }

  void look() {
    Set<Long> before = self.pids().get();
    List<Running> running = gpu.processes().running().running();
    int foreign = foreign(running, before);
    // One that has started since is asked for anew: once seen as another's it would stay one.
    others = foreign > others
        ? Math.max(others, Math.min(foreign, foreign(running, self.pids().get())))
        : others;
  }

  private int foreign(List<Running> running, Set<Long> own) {
    return self.sameNumbers()
        ? (int) running.stream().filter(each -> !own.contains(each.pid())).count()
        : Math.max(0, running.size() - own.size()); // at most so many are the training's
  }

  /** The most other processes seen at once. */
  int others() {
    return others;
  }
}
