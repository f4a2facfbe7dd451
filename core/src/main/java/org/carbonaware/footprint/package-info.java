/**
 * From energy to a footprint: what a facility adds, what making the hardware emitted, what was
 * bought, and how far the figures may be off.
 */
@NullMarked
package org.carbonaware.footprint;

import org.jspecify.annotations.NullMarked;
