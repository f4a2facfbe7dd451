/** The digits demo, piece by piece: options, run, progress, verification, summary. */
@NullMarked
package org.carbonaware.examples.demo;

import org.jspecify.annotations.NullMarked;
