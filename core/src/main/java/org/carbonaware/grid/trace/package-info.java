/** Carbon intensity from files: reading, writing and replaying traces. */
@NullMarked
package org.carbonaware.grid.trace;

import org.jspecify.annotations.NullMarked;
