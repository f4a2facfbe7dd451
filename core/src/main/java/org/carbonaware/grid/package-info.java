/** What the grid does: zones, carbon intensity series and where they come from. */
@NullMarked
package org.carbonaware.grid;

import org.jspecify.annotations.NullMarked;
