/**
 * What the demo knows of a training: a network of one of two architectures, trained by one of two
 * frameworks. Each framework's own package implements it.
 */
@NullMarked
package org.carbonaware.examples.training;

import org.jspecify.annotations.NullMarked;
