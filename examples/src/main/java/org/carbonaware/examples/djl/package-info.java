/** What the examples train with DJL on the PyTorch engine: data, networks and their accuracy. */
@NullMarked
package org.carbonaware.examples.djl;

import org.jspecify.annotations.NullMarked;
