package org.carbonaware.energy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which of several processes of one training on one machine this is, as their starter says:
 * torchrun, Open MPI, MVAPICH, another MPI, or Slurm.
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
      List.of("MV2_COMM_WORLD_LOCAL_SIZE", "MV2_COMM_WORLD_LOCAL_RANK"),
      List.of("MPI_LOCALNRANKS", "MPI_LOCALRANKID"));

  /** How many tasks run on each node, of a step and of the whole job, such as {@code 4(x2),1}. */
  private static final List<String> SLURM =
      List.of("SLURM_STEP_TASKS_PER_NODE", "SLURM_TASKS_PER_NODE", "SLURM_NTASKS_PER_NODE");

  private static final Pattern SLURM_NODES = Pattern.compile("(\\d{1,6})(?:\\(x(\\d{1,6})\\))?");

  static LocalRanks of(Map<String, String> environment) {
    for (List<String> names : VARIABLES) {
      Optional<Integer> size = number(environment, names.get(0));
      if (size.isPresent() && size.get() > 1) {
        return new LocalRanks(size.get(), number(environment, names.get(1)), names.get(0));
      }
    }
    Optional<Integer> rank = number(environment, "SLURM_LOCALID");
    return rank.isEmpty() ? ALONE : ofSlurm(environment, rank); // else not one of its tasks
  }

  private static LocalRanks ofSlurm(Map<String, String> environment, Optional<Integer> rank) {
    for (String name : SLURM) {
      int size = tasks(environment.getOrDefault(name, ""), number(environment, "SLURM_NODEID"));
      if (size > 0) {
        return size == 1 ? ALONE : new LocalRanks(size, rank, name);
      }
    }
    return ALONE;
  }

  /** The tasks of one node of a list for all nodes; 0 if it is no such list. */
  private static int tasks(String list, Optional<Integer> node) {
    int nodes = 0;
    for (String part : list.strip().split(",", -1)) {
      Matcher matcher = SLURM_NODES.matcher(part);
      if (!matcher.matches()) {
        return 0;
      }
      nodes += matcher.group(2) == null ? 1 : Integer.parseInt(matcher.group(2));
      if (node.orElse(0) < nodes) {
        return Integer.parseInt(matcher.group(1));
      }
    }
    return 0;
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
