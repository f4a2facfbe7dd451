/** A run's report as one web page that needs nothing else. */
@NullMarked
package org.carbonaware.report.html;

import org.jspecify.annotations.NullMarked;
