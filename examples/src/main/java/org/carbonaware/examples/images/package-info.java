/**
 * Grey image sets for the examples: digits rendered from typefaces defined here, or IDX files such
 * as MNIST and Fashion-MNIST. Knows no training framework.
 */
@NullMarked
package org.carbonaware.examples.images;

import org.jspecify.annotations.NullMarked;
