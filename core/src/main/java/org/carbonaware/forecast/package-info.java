/** What the grid will do: forecasts of carbon intensity. */
@NullMarked
package org.carbonaware.forecast;

import org.jspecify.annotations.NullMarked;
