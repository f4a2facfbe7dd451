/**
 * Pictures for web pages as inline SVG: scales, axes and layers that know nothing of what they
 * show. Text keeps its size at any width of the page; shapes stretch.
 */
@NullMarked
package org.carbonaware.report.chart;

import org.jspecify.annotations.NullMarked;
