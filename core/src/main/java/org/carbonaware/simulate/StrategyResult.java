package org.carbonaware.simulate;

import java.util.Optional;
import java.util.OptionalDouble;
import org.carbonaware.grid.Zone;

/**
 * What a strategy did in a zone, or on the mean of all zones. Grams are gCO2e, means per run.
 *
 * @param zone the zone; empty for the mean over zones, where each counts alike
 * @param strategy the strategy's name
 * @param forecast what it expects of the grid, see {@link Foresight#label()}
 * @param runs how many jobs were run, over all zones
 * @param baselineGrams what running straight through emits
 * @param grams what it emitted, changes and idle power included
 * @param optimalGrams the least that could be emitted with the same costs
 * @param savingPercent 100 (1 - all grams / all baseline grams)
 * @param meanSavingPercent the mean of the runs' percentages
 * @param optimalSavingPercent as {@code savingPercent}, of the optimum
 * @param keptPercent saving as a share of the optimum's; empty where nothing could be saved (less
 *     than a millionth of the baseline). Over zones the mean of those that have one
 * @param keptPercentOfSum of all runs' grams together; over zones this weighs each by what could be
 *     saved in it
 * @param deadlineMisses how many jobs finished after their deadline
 * @param meanSwitches changes per run: the first start and the last stop are none
 * @param meanDelayHours how much later a run finished than running straight through would have
 */
public record StrategyResult(
    Optional<Zone> zone,
    String strategy,
    String forecast,
    long runs,
    double baselineGrams,
    double grams,
    double optimalGrams,
    double savingPercent,
    double meanSavingPercent,
    double optimalSavingPercent,
    OptionalDouble keptPercent,
    OptionalDouble keptPercentOfSum,
    long deadlineMisses,
    double meanSwitches,
    double meanDelayHours) {}
