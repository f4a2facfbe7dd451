/**
 * The digits demo, piece by piece: options, run, progress, verification, summary. What is public
 * here serves the other examples' commands too.
 */
@NullMarked
package org.carbonaware.examples.demo;

import org.jspecify.annotations.NullMarked;
