/** Files, environment and flags to one checked configuration. */
@NullMarked
package org.carbonaware.config;

import org.jspecify.annotations.NullMarked;
