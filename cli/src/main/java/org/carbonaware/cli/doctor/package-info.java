/** Looks whether a computer has what controlled trainings need, and says what to do if not. */
@NullMarked
package org.carbonaware.cli.doctor;

import org.jspecify.annotations.NullMarked;
