/** WattTime, a source of marginal intensity for most of the world, with an account. */
@NullMarked
package org.carbonaware.grid.watttime;

import org.jspecify.annotations.NullMarked;
