/** What the examples train with Deeplearning4j: batches, models and their accuracy. */
@NullMarked
package org.carbonaware.examples.dl4j;

import org.jspecify.annotations.NullMarked;
