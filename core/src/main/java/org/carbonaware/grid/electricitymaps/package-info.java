/** Electricity Maps, a source for most of the world, with a key. */
@NullMarked
package org.carbonaware.grid.electricitymaps;

import org.jspecify.annotations.NullMarked;
