/** What survives: snapshots of a training, stored completely or not at all. */
@NullMarked
package org.carbonaware.checkpoint;

import org.jspecify.annotations.NullMarked;
