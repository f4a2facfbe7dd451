/** What of this computer benchmarks can use. */
@NullMarked
package org.carbonaware.benchmarks.hardware;

import org.jspecify.annotations.NullMarked;
