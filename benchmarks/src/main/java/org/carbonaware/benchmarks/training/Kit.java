package org.carbonaware.benchmarks.training;

import java.util.Objects;
import org.carbonaware.control.CarbonController;
import org.jspecify.annotations.Nullable;

/**
 * What an arm may need to be set up.
 *
 * @param controller for the arms that have one, else null
 * @param spin what a planted listener does
 * @param stopwatch stands around each call of a listener; null where that is not measured
 */
record Kit(
    @Nullable CarbonController controller,
    Spin spin,
    @Nullable Stopwatch stopwatch) {
  CarbonController itsController() {
    return Objects.requireNonNull(controller, "this training needs a controller");
  }
}
