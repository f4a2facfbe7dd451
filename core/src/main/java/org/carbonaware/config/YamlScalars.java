package org.carbonaware.config;

import java.util.regex.Pattern;
import org.carbonaware.config.YamlNode.Scalar;
import org.carbonaware.config.YamlNode.ScalarType;

/**
 * What plain scalars are by YAML 1.2's core schema. By that of 1.1, which parsers for Java follow,
 * the zone of Norway would be the boolean {@code NO}.
 */
final class YamlScalars {
  private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]+");
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
  private static final Pattern NOT_FINITE =
      Pattern.compile("[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");
  private static final Pattern OTHER_INTEGER = Pattern.compile("0o[0-7]+|0x[0-9a-fA-F]+");
  private static final Pattern BOOLEAN = Pattern.compile("true|True|TRUE|false|False|FALSE");
  private static final Pattern NULL = Pattern.compile("|~|null|Null|NULL");

  private YamlScalars() {}

  static Scalar plain(String text, Place place) {
    return new Scalar(text, type(text), place);
  }

  private static ScalarType type(String text) {
    if (INTEGER.matcher(text).matches() || OTHER_INTEGER.matcher(text).matches()) {
      return ScalarType.INTEGER;
    } else if (NUMBER.matcher(text).matches() || NOT_FINITE.matcher(text).matches()) {
      return ScalarType.NUMBER;
    } else if (BOOLEAN.matcher(text).matches()) {
      return ScalarType.BOOLEAN;
    }
    return NULL.matcher(text).matches() ? ScalarType.NULL : ScalarType.TEXT;
  }
}
