/** Carbon-aware training for Deeplearning4j. */
@NullMarked
package org.carbonaware.dl4j;

import org.jspecify.annotations.NullMarked;
