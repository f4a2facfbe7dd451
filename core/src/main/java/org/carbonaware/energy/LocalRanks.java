package org.carbonaware.energy;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which of several processes of one training on one machine this is, as their starter says:
 * torchrun, Slurm, Open MPI, or another MPI.
 *
 * @param size the processes on this machine, at least 1
 * @param rank this one's number from 0 on; empty if the starter does not say
 * @param from the variable that said it; empty for a process alone
 */
record LocalRanks(int size, Optional<Integer> rank, String from) {
  private static final LocalRanks ALONE = new LocalRanks(1, Optional.of(0), "");

  private static final List<List<String>> VARIABLES = List.of(
      List.of("LOCAL_WORLD_SIZE", "LOCAL_RANK"),
      List.of("OMPI_COMM_WORLD_LOCAL_SIZE", "OMPI_COMM_WORLD_LOCAL_RANK"),
      List.of("MPI_LOCALNRANKS", "MPI_LOCALRANKID"),
      List.of("SLURM_NTASKS_PER_NODE", "SLURM_LOCALID"));

  static LocalRanks of(Map<String, String> environment) {
    for (List<String> names : VARIABLES) {
      Optional<Integer> size = number(environment, names.get(0));
      if (size.isPresent() && size.get() > 1) {
        return new LocalRanks(size.get(), number(environment, names.get(1)), names.get(0));
      }
    }
    return ALONE;
  }

  private static Optional<Integer> number(Map<String, String> environment, String name) {
    String text = environment.getOrDefault(name, "").strip();
    return text.matches("\\d{1,6}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
  }

  boolean alone() {
    return size == 1;
  }

  @Override
  public String toString() {
    return rank.map(number -> "local rank " + number + " of " + size)
            .orElse("one of " + size + " local ranks")
        + " (" + from + ")";
  }
}
