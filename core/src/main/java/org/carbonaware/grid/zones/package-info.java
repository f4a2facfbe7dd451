/**
 * Which grid zones there are: their names, places and time zones, and what to say about a name that
 * is none. The one place for such facts; every other package may ask it.
 */
@NullMarked
package org.carbonaware.grid.zones;

import org.jspecify.annotations.NullMarked;
