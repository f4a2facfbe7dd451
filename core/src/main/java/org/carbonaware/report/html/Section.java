package org.carbonaware.report.html;

import org.carbonaware.report.chart.Markup;

/** A part of the page. */
@FunctionalInterface
interface Section {
  void writeTo(Markup page);
}
