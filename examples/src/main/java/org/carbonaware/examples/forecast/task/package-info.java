/**
 * What the network has to learn and how it is judged, without a framework: a grid's hours, cut into
 * past and hold-out; the windows between them; the errors by lead time.
 */
@NullMarked
package org.carbonaware.examples.forecast.task;

import org.jspecify.annotations.NullMarked;
