package org.carbonaware.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.nn.Parameter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How updates are counted, whatever order DJL updates its parameters in. */
class OptimizerStateTest {
  private final Parameter first = parameter("first");
  private final Parameter second = parameter("second");
  private final OptimizerState state = new OptimizerState(0, null);

  private static Parameter parameter(String name) {
    return Parameter.builder().setName(name).setType(Parameter.Type.WEIGHT).build();
  }

  private List<Integer> step(int devices, Parameter... order) {
    return List.of(order).stream()
        .flatMap(each -> Stream.generate(() -> each).limit(devices))
        .map(each -> state.updateCount(each.getId()))
        .toList();
  }

  @Test
  void allParametersOfAStepHaveTheSameT() {
    state.serve(List.of(first, second), 1);

    assertThat(step(1, first, second)).containsOnly(1);
    assertThat(step(1, second, first)).containsOnly(2);
    assertThat(state.updates()).isEqualTo(2);
  }

  @Test
  void everyDeviceCounts() {
    state.serve(List.of(first, second), 2);

    assertThat(step(2, first, second)).containsOnly(2);
    assertThat(step(2, second, first)).containsOnly(4);
    assertThat(state.updates(first.getId())).isEqualTo(4);
  }

  @Test
  void aParameterThatRestedGetsTheTOfTheOthersWhereverItComes() {
    state.serve(List.of(first, second), 1);
    step(1, first, second);
    second.freeze(true);
    step(1, first);
    second.freeze(false);

    assertThat(step(1, second, first)).containsOnly(3);
    assertThat(step(1, first, second)).containsOnly(4);
    assertThat(state.updates(second.getId())).isEqualTo(3);
  }

  @Test
  void beginsWhereTheUserSays() {
    OptimizerState later = new OptimizerState(500, null);
    later.serve(List.of(first), 1);

    assertThat(later.updateCount(first.getId())).isEqualTo(501);
    assertThat(later.updates(second.getId())).isEqualTo(500);
  }

  @Test
  void countsAsDjlDoesWhereNobodySaysWhatIsTrained() {
    assertThat(step(1, first, second, first)).containsExactly(1, 1, 2);
  }
}
