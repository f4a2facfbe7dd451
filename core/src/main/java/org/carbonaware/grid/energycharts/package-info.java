/** Energy-Charts, a keyless source for European countries. */
@NullMarked
package org.carbonaware.grid.energycharts;

import org.jspecify.annotations.NullMarked;
