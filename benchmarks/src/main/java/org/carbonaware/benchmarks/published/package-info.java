/**
 * Results that others published, computed again by this project's own planners and forecasters from
 * the same data with the same protocol.
 */
@NullMarked
package org.carbonaware.benchmarks.published;

import org.jspecify.annotations.NullMarked;
