/** What we tell people: one small class per format. */
@NullMarked
package org.carbonaware.report;

import org.jspecify.annotations.NullMarked;
