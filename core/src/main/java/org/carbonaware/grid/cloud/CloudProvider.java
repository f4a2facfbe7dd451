package org.carbonaware.grid.cloud;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A public cloud whose regions are known. */
public enum CloudProvider {
  /** Amazon Web Services. */
  AWS("Amazon Web Services", "([a-z]+(?:-[a-z]+)+-\\d+)[a-z]"),
  /** Google Cloud, whose zones for training are called {@code us-south1-ai1b}. */
  GCP("Google Cloud", "([a-z]+-[a-z]+\\d+)-(?:ai\\d+)?[a-z]"),
  /** Microsoft Azure. */
  AZURE("Microsoft Azure", "([a-z0-9]+?)(?:euap|stage|stg)");

  private final String fullName;
  private final Pattern inside;

  CloudProvider(String fullName, String inside) {
    this.fullName = fullName;
    this.inside = Pattern.compile(inside);
  }

  /**
   * The word used in files, flags and reports.
   *
   * @return {@code aws}, {@code gcp} or {@code azure}
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The provider's name for people.
   *
   * @return such as {@code Google Cloud}
   */
  public String fullName() {
    return fullName;
  }

  /**
   * The region that a name lies in which is no region's: that of a zone on AWS or Google Cloud, or
   * of a region in which Azure tries out new versions.
   */
  String regionAround(String name) {
    Matcher matcher = inside.matcher(name);
    return matcher.matches() ? matcher.group(1) : name;
  }
}
