package org.carbonaware.report.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import org.carbonaware.report.chart.Chart;
import org.carbonaware.report.chart.Markup;

/**
 * What all pages have in common: head, style sheet, content security policy and footer. A page asks
 * for nothing else and runs no script.
 */
final class PageFrame {
  private PageFrame() {}

  /**
   * Puts a page together.
   *
   * @param title what a browser calls it, cleaned
   * @param header what stands above its sections
   */
  static String of(String title, Section header, List<? extends Section> sections) {
    Markup page = new Markup();
    page.open("html", "lang", "en");
    head(page, title);
    page.open("body");
    Chart.writePatterns(page);
    header.writeTo(page);
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
    page.element("title", title);
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
    try (InputStream in = PageFrame.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing beside " + PageFrame.class);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
