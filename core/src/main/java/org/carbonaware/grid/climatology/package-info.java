/** Carbon intensity of a typical year, and synthetic series made from it. */
@NullMarked
package org.carbonaware.grid.climatology;

import org.jspecify.annotations.NullMarked;
