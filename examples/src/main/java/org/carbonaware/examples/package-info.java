/** Runnable trainings that show what the library does, end to end. */
@NullMarked
package org.carbonaware.examples;

import org.jspecify.annotations.NullMarked;
