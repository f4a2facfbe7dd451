package org.carbonaware.report.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import org.carbonaware.ledger.RunAccount;
import org.carbonaware.report.chart.Chart;
import org.carbonaware.report.chart.Markup;

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
    Markup page = new Markup();
    page.open("html", "lang", "en");
    head(page, Words.clean(Identity.title(run)));
    page.open("body");
    Chart.writePatterns(page);
    new Identity(run, time).writeTo(page);
    page.open("main");
    sections.forEach(section -> section.writeTo(page));
    page.close("main").open("footer");
    page.element(
        "p",
        "Carbon-Aware Trainer for the JVM. Figures have three significant digits; times are UTC.");
    page.close("footer").close("body").close("html");
    return "<!DOCTYPE html>\n" + page;
  }

  private static void head(Markup page, String title) {
    String style = Chart.styleSheet() + resource("report.css");
    page.open("head").empty("meta", "charset", "utf-8");
    page.empty(
        "meta",
        "http-equiv",
        "Content-Security-Policy",
        "content",
        "default-src 'none'; style-src '" + hash(style) + "'; base-uri 'none'; form-action 'none'");
    page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    page.empty("meta", "name", "color-scheme", "content", "light dark");
    page.empty("meta", "name", "referrer", "content", "no-referrer");
    page.element("title", "Carbon report: " + title);
    page.style(style).close("head");
  }

  /** What a content security policy names a style sheet by. */
  private static String hash(String style) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing beside " + HtmlReport.class);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
