/**
 * What every framework's integration shares: the safe point between two batches, the position in
 * the data and how fresh data is put there, what a checkpoint's attributes say, and the proof that
 * a resume is exact. For integrations; a training's own code does not need it.
 */
@NullMarked
package org.carbonaware.control.integration;

import org.jspecify.annotations.NullMarked;
