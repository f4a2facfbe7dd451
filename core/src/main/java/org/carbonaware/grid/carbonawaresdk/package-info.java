/** The Carbon Aware SDK's WebAPI, a source that many organisations host themselves. */
@NullMarked
package org.carbonaware.grid.carbonawaresdk;

import org.jspecify.annotations.NullMarked;
