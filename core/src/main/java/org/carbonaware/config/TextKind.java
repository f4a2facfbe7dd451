package org.carbonaware.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.carbonaware.config.YamlNode.Scalar;
import org.carbonaware.config.YamlNode.ScalarType;

/** Values that are written as text of a certain form. */
final class TextKind<T> extends Kind<T> {
  private final Pattern form;
  private final String expected;
  private final Reader<T> reader;
  private final Function<T, String> shown;
  private final boolean quoted;

  /** Makes a value of a text that has the form. */
  interface Reader<T> {
    /**
     * The value.
     *
     * @throws IllegalArgumentException with what is wrong, which no form can say
     */
    T read(String text, Base base);
  }

  private TextKind(
      String form, String expected, Reader<T> reader, Function<T, String> shown, boolean quoted) {
    this.form = Pattern.compile(form);
    this.expected = expected;
    this.reader = reader;
    this.shown = shown;
    this.quoted = quoted;
  }

  /**
   * A kind of text.
   *
   * @param form a regular expression that Java and ECMAScript read alike, from {@code ^} to
   *     {@code $}
   */
  static <T> TextKind<T> of(
      String form, String expected, Reader<T> reader, Function<T, String> shown) {
    return new TextKind<>(form, expected, reader, shown, true);
  }

  /** Text that may hold a secret where it is wrong, so that messages do not repeat it. */
  static <T> TextKind<T> unquoted(
      String form, String expected, Reader<T> reader, Function<T, String> shown) {
    return new TextKind<>(form, expected, reader, shown, false);
  }

  /** Text that is shown nowhere. */
  static <T> TextKind<T> secret(String expected, Reader<T> reader) {
    return new TextKind<>("^[\\s\\S]+$", expected, reader, value -> "***", false);
  }

  @Override
  String expected() {
    return expected;
  }

  @Override
  T read(YamlNode node, Base base) throws RefusedException {
    if (!(node instanceof Scalar scalar) || scalar.type() == ScalarType.NULL) {
      throw RefusedException.expected(node, expected);
    }
    if (scalar.type() != ScalarType.TEXT) {
      if (!quoted) {
        throw refused(node);
      }
      boolean onlyQuotesMiss = form.matcher(scalar.text()).matches();
      throw RefusedException.expected(node, onlyQuotesMiss ? "text: write it in quotes" : expected);
    }
    if (!form.matcher(scalar.text()).matches()) {
      throw refused(node);
    }
    try {
      return reader.read(scalar.text(), base);
    } catch (IllegalArgumentException e) {
      throw !quoted ? refused(node) : RefusedException.of(node, String.valueOf(e.getMessage()));
    }
  }

  private RefusedException refused(YamlNode node) {
    return quoted
        ? RefusedException.expected(node, expected)
        : RefusedException.of(node, "unfit (not shown here); expected " + expected);
  }

  @Override
  void describe(ObjectNode schema) {
    schema.put("type", "string").put("pattern", form.pattern());
  }

  @Override
  String shown(T value) {
    return shown.apply(value);
  }
}
