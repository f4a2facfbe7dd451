/** Carbon-aware training: what all packages share. */
@NullMarked
package org.carbonaware;

import org.jspecify.annotations.NullMarked;
