/** Holds the training thread: the controller, its gate, its states and the clock. */
@NullMarked
package org.carbonaware.control;

import org.jspecify.annotations.NullMarked;
