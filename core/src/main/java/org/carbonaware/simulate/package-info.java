/** Replays carbon intensity through the same policies that run live. */
@NullMarked
package org.carbonaware.simulate;

import org.jspecify.annotations.NullMarked;
