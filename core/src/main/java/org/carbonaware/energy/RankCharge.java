package org.carbonaware.energy;

import java.util.Optional;

/**
 * Who is charged for a machine's processors, memory and base where several processes of one
 * training run on it, as torchrun, Slurm and MPI start them. Energy that is known of the process
 * itself is charged by each.
 */
public enum RankCharge {
  /**
   * Local rank 0 is charged all, the others nothing. The sum over the processes is then the
   * machine, whether all of them are metered or, as is usual, only the first; and it is right where
   * a scheduler announces several tasks and one is started. Where a process is not told its number,
   * as {@link #DIVIDED}.
   */
  FIRST,
  /** Each is charged its equal part, so that each one's report stands for itself. */
  DIVIDED,
  /** Each is charged all: for reports that are never added up. */
  EACH;

  /** This process's part. */
  double share(LocalRanks ranks) {
    Optional<Integer> rank = ranks.rank();
    if (this == EACH || ranks.alone()) {
      return 1;
    }
    if (this == DIVIDED || rank.isEmpty()) {
      return 1.0 / ranks.size();
    }
    return rank.get() == 0 ? 1 : 0;
  }

  /** How this process is charged, to be added to how energy is known; empty for one alone. */
  String inWords(LocalRanks ranks) {
    if (ranks.alone()) {
      return "";
    }
    double share = share(ranks);
    if (this == EACH) {
      return "; charged in full by each of " + ranks.size() + " local ranks, this is " + ranks;
    }
    if (share == 1) {
      return "; charged in full by this process, " + ranks;
    }
    return share == 0
        ? "; charged by local rank 0, not by this process, " + ranks
        : "; this process is charged 1/" + ranks.size() + ", it is " + ranks;
  }
}
