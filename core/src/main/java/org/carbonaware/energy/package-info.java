/** What the machine draws, and how that is known. */
@NullMarked
package org.carbonaware.energy;

import org.jspecify.annotations.NullMarked;
