/** The manual pages of the command line, written from what its {@code --help} says. */
@NullMarked
package org.carbonaware.cli.manual;

import org.jspecify.annotations.NullMarked;
