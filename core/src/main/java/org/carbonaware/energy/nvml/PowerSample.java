package org.carbonaware.energy.nvml;

import org.carbonaware.energy.EnergyReading.Technique;

/**
 * What a GPU draws at a moment.
 *
 * @param watts the whole board's power
 * @param ownWatts the part of it that is charged to this process
 * @param ofLastSecond whether it is a mean over the last second, else the power of the moment
 * @param technique how the power is known
 */
record PowerSample(double watts, double ownWatts, boolean ofLastSecond, Technique technique) {
  static PowerSample ofBoard(double watts, Technique technique) {
    return new PowerSample(watts, watts, false, technique);
  }

  PowerSample withOwn(double share) {
    return new PowerSample(watts, share, ofLastSecond, technique);
  }
}
