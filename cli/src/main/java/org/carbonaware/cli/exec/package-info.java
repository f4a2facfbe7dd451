/** Runs any program while the grid is clean, and holds or stops it while it is dirty. */
@NullMarked
package org.carbonaware.cli.exec;

import org.jspecify.annotations.NullMarked;
