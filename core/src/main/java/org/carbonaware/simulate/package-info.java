/**
 * Replays of a trace through the same policies that control a training, in virtual time. Everything
 * is immutable and pure: no clock, no I/O, the same input gives the same result.
 */
@NullMarked
package org.carbonaware.simulate;

import org.jspecify.annotations.NullMarked;
