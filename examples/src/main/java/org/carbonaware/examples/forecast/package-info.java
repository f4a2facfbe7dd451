/** The forecasting example, piece by piece: options, run, summary. */
@NullMarked
package org.carbonaware.examples.forecast;

import org.jspecify.annotations.NullMarked;
