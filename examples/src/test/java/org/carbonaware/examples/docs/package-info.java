/** Holds the Java of README.md and docs to the libraries. */
@NullMarked
package org.carbonaware.examples.docs;

import org.jspecify.annotations.NullMarked;
