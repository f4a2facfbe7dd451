/** The forecasting network and its batches in Deeplearning4j. */
@NullMarked
package org.carbonaware.examples.forecast.dl4j;

import org.jspecify.annotations.NullMarked;
