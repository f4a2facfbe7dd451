/** NESO's Carbon Intensity, a keyless source for Great Britain and its regions. */
@NullMarked
package org.carbonaware.grid.uk;

import org.jspecify.annotations.NullMarked;
