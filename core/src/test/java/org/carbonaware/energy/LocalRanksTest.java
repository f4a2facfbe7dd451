package org.carbonaware.energy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalRanksTest {
  @ParameterizedTest
  @CsvSource({
    "LOCAL_WORLD_SIZE, LOCAL_RANK",
    "OMPI_COMM_WORLD_LOCAL_SIZE, OMPI_COMM_WORLD_LOCAL_RANK",
    "MV2_COMM_WORLD_LOCAL_SIZE, MV2_COMM_WORLD_LOCAL_RANK",
    "MPI_LOCALNRANKS, MPI_LOCALRANKID"
  })
  void eachStarterSaysSizeAndRank(String size, String rank) {
    assertThat(LocalRanks.of(Map.of(size, "8", rank, "3")))
        .isEqualTo(new LocalRanks(8, Optional.of(3), size))
        .hasToString("local rank 3 of 8 (" + size + ")");
    assertThat(LocalRanks.of(Map.of(size, "8")).rank()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "4(x2), 0, 4",
    "4(x2), 1, 4",
    "'8,4(x2),2', 0, 8",
    "'8,4(x2),2', 2, 4",
    "'8,4(x2),2', 3, 2",
    "'8,4(x2),2', 4, 1",
    "8, '', 8",
    "'3,2', '', 3",
    "4(2), 0, 1",
    "'4,', 1, 1",
    "0, 0, 1"
  })
  void slurmsListTellsTheTasksOfThisNode(String list, String node, int size) {
    LocalRanks ranks = LocalRanks.of(
        Map.of("SLURM_TASKS_PER_NODE", list, "SLURM_NODEID", node, "SLURM_LOCALID", "0"));
    assertThat(ranks.size()).isEqualTo(size);
    assertThat(ranks.alone()).isEqualTo(size == 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"SLURM_STEP_TASKS_PER_NODE", "SLURM_TASKS_PER_NODE", "SLURM_NTASKS_PER_NODE"})
  void aTaskOfSlurmIsOneOfThoseOnItsNodeAndWhatItDidNotStartIsAlone(String name) {
    assertThat(LocalRanks.of(Map.of(name, "8", "SLURM_LOCALID", "3")))
        .isEqualTo(new LocalRanks(8, Optional.of(3), name));
    assertThat(LocalRanks.of(Map.of(name, "8")).alone()).isTrue(); // in the shell of salloc
  }

  @Test
  void aStepOfOneTaskIsAloneThoughItsJobHasMore() {
    Map<String, String> step =
        Map.of("SLURM_STEP_TASKS_PER_NODE", "1", "SLURM_TASKS_PER_NODE", "8", "SLURM_LOCALID", "0");
    assertThat(LocalRanks.of(step).alone()).isTrue();
  }

  @Test
  void oneProcessOrNonsenseIsAlone() {
    assertThat(LocalRanks.of(Map.of()).alone()).isTrue();
    assertThat(LocalRanks.of(Map.of("LOCAL_WORLD_SIZE", "1", "LOCAL_RANK", "0")).alone())
        .isTrue();
    assertThat(LocalRanks.of(Map.of("LOCAL_WORLD_SIZE", "many")).alone()).isTrue();
    assertThat(LocalRanks.of(Map.of("SLURM_NTASKS_PER_NODE", "-8")).alone()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "FIRST, 0, 1",
    "FIRST, 1, 0",
    "FIRST, 7, 0",
    "FIRST, '', 0.125",
    "DIVIDED, 0, 0.125",
    "DIVIDED, 7, 0.125",
    "DIVIDED, '', 0.125",
    "EACH, 0, 1",
    "EACH, 7, 1",
    "EACH, '', 1"
  })
  void chargesByTheRule(RankCharge rule, String rank, double share) {
    Map<String, String> environment = rank.isEmpty()
        ? Map.of("LOCAL_WORLD_SIZE", "8")
        : Map.of("LOCAL_WORLD_SIZE", "8", "LOCAL_RANK", rank);
    LocalRanks ranks = LocalRanks.of(environment);
    assertThat(rule.share(ranks)).isEqualTo(share);
    assertThat(rule.inWords(ranks))
        .startsWith("; ")
        .contains("(LOCAL_WORLD_SIZE)")
        .contains("8");
  }

  @ParameterizedTest
  @CsvSource({"FIRST", "DIVIDED", "EACH"})
  void oneAloneIsChargedAllAndNothingIsSaid(RankCharge rule) {
    LocalRanks alone = LocalRanks.of(Map.of());
    assertThat(rule.share(alone)).isEqualTo(1);
    assertThat(rule.inWords(alone)).isEmpty();
  }
}
