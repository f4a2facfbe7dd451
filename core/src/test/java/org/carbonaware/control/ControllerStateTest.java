package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControllerStateTest {
  @ParameterizedTest
  @CsvSource({
    "STARTING,  RUNNING FINISHED",
    "RUNNING,   PAUSING FINISHED",
    "PAUSING,   PAUSED RUNNING SUSPENDED FINISHED",
    "PAUSED,    RESUMING SUSPENDED FINISHED",
    "RESUMING,  RUNNING PAUSING SUSPENDED FINISHED",
    "SUSPENDED, ''",
    "FINISHED,  ''"
  })
  void goesOnlyWhereItMay(ControllerState state, String next) {
    Set<String> reachable = Arrays.stream(ControllerState.values())
        .filter(state::mayBecome)
        .map(Enum::name)
        .collect(Collectors.toSet());

    assertThat(reachable).isEqualTo(next.isEmpty() ? Set.of() : Set.of(next.split(" ", -1)));
    assertThat(state.isFinal()).isEqualTo(next.isEmpty());
  }
}
