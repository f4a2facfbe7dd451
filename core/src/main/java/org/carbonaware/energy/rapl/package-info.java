/** Processor and memory energy from the counters that Linux shows below its powercap directory. */
@NullMarked
package org.carbonaware.energy.rapl;

import org.jspecify.annotations.NullMarked;
