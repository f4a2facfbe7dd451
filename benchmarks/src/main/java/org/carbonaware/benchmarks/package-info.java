/** What the library costs, measured with JMH. */
@NullMarked
package org.carbonaware.benchmarks;

import org.jspecify.annotations.NullMarked;
