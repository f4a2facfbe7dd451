/** Other people's text, as it may be shown. */
@NullMarked
package org.carbonaware.text;

import org.jspecify.annotations.NullMarked;
