/**
 * DJL trainings under carbon control: held while the grid is dirty, saved, and resumed bit-exactly.
 */
@NullMarked
package org.carbonaware.djl;

import org.jspecify.annotations.NullMarked;
