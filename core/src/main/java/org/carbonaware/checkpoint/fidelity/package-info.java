/**
 * Proves on a given model that a resumed training is the training that was never interrupted, bit
 * for bit. Needs no test framework.
 */
@NullMarked
package org.carbonaware.checkpoint.fidelity;

import org.jspecify.annotations.NullMarked;
