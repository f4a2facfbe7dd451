/** Holds README.md and docs to what the tool does. */
@NullMarked
package org.carbonaware.cli.docs;

import org.jspecify.annotations.NullMarked;
