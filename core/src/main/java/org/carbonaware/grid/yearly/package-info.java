/** Yearly averages of carbon intensity, for when nothing better can be asked. */
@NullMarked
package org.carbonaware.grid.yearly;

import org.jspecify.annotations.NullMarked;
