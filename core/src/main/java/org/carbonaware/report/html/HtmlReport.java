package org.carbonaware.report.html;

import java.util.List;
import org.carbonaware.ledger.RunAccount;

/**
 * A run's account as one web page with pictures. The page needs nothing else: no script, no font,
 * no request; its content security policy allows its own style sheet and nothing more. It is
 * well-formed XML, follows the reader's choice of light or dark, fits a telephone and can be
 * printed. Times are UTC; figures have three significant digits and their unit, so sums may differ
 * in the last digit. What others supplied is escaped. However long the run was, the page stays
 * below one megabyte.
 */
public final class HtmlReport {
  private HtmlReport() {}

  /**
   * Renders an account.
   *
   * @param run the account
   * @return the page, to be written as UTF-8
   */
  public static String of(RunAccount run) {
    Timeline time = new Timeline(run);
    List<Section> sections = List.of(
        new Headline(run, time),
        new IntensityPicture(run, time),
        new EmissionsPicture(run, time),
        new PowerPicture(run, time),
        new LossPicture(run, time),
        new Pauses(run, time),
        new Decisions(run, time),
        new Epochs(run),
        new Components(run),
        new FootprintTable(run),
        new Rates(run),
        new Hours(run),
        new HowCounted(run, time),
        new Cite(run));
    return PageFrame.of(
        "Carbon report: " + Words.clean(Identity.title(run)), new Identity(run, time), sections);
  }
}
