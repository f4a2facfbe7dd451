/** The forecasting network and its batches in DJL. */
@NullMarked
package org.carbonaware.examples.forecast.djl;

import org.jspecify.annotations.NullMarked;
