/**
 * What listening, metering and saving cost a training, as ratios: trainings that differ in nothing
 * else take turns in one process.
 */
@NullMarked
package org.carbonaware.benchmarks.training;

import org.jspecify.annotations.NullMarked;
