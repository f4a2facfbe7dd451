/**
 * Grid sources around grid sources: each adds one defence against providers that are down, slow,
 * lying or out of quota, and can be used alone. {@code ResilientSource} puts them together in the
 * order that works, {@code FallbackSource} puts several providers in a row.
 */
@NullMarked
package org.carbonaware.grid.resilient;

import org.jspecify.annotations.NullMarked;
