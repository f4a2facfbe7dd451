/** Regions of public clouds: in which grid zone they are, and in which one this machine is. */
@NullMarked
package org.carbonaware.grid.cloud;

import org.jspecify.annotations.NullMarked;
