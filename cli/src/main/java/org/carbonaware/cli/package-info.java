/** The command line: one class per command, and what they share. */
@NullMarked
package org.carbonaware.cli;

import org.jspecify.annotations.NullMarked;
