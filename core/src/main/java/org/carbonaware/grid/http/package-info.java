/** What the providers that are asked over HTTP share: one careful exchange, and reading answers. */
@NullMarked
package org.carbonaware.grid.http;

import org.jspecify.annotations.NullMarked;
