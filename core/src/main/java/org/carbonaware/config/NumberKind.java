package org.carbonaware.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.carbonaware.config.YamlNode.Scalar;
import org.carbonaware.config.YamlNode.ScalarType;

/** Numbers in a range. */
final class NumberKind<N extends Number> extends Kind<N> {
  private static final Pattern WITH_UNIT = Pattern.compile("[-+]?[0-9][0-9.,_]*\\s*\\p{L}.*");
  private static final int LONGEST = 400; // longer ones take a time that grows with the square

  private final BigDecimal least;
  private final BigDecimal most;
  private final boolean aboveLeast;
  private final boolean belowMost;
  private final boolean whole;
  private final String example;
  private final Function<BigDecimal, N> convert;

  private NumberKind(
      BigDecimal least,
      BigDecimal most,
      boolean aboveLeast,
      boolean belowMost,
      boolean whole,
      String example,
      Function<BigDecimal, N> convert) {
    this.least = least;
    this.most = most;
    this.aboveLeast = aboveLeast;
    this.belowMost = belowMost;
    this.whole = whole;
    this.example = example;
    this.convert = convert;
  }

  /** Numbers from the least to the most, both included. */
  static NumberKind<Double> between(double least, double most, String example) {
    return real(least, most, false, false, example);
  }

  /** Numbers above the least, up to the most. */
  static NumberKind<Double> above(double least, double most, String example) {
    return real(least, most, true, false, example);
  }

  /** Numbers from the least on, below the most. */
  static NumberKind<Double> below(double least, double most, String example) {
    return real(least, most, false, true, example);
  }

  private static NumberKind<Double> real(
      double least, double most, boolean aboveLeast, boolean belowMost, String example) {
    return new NumberKind<>(
        BigDecimal.valueOf(least),
        BigDecimal.valueOf(most),
        aboveLeast,
        belowMost,
        false,
        example,
        BigDecimal::doubleValue);
  }

  /** Whole numbers from the least to the most, both included. */
  static NumberKind<Long> whole(long least, long most, String example) {
    return new NumberKind<>(
        BigDecimal.valueOf(least),
        BigDecimal.valueOf(most),
        false,
        false,
        true,
        example,
        BigDecimal::longValueExact);
  }

  @Override
  String expected() {
    return (whole ? "a whole number" : "a number") + (aboveLeast ? " above " : " from ")
        + plain(least) + (belowMost ? " to below " : " to ") + plain(most) + ", such as " + example;
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }

  @Override
  N read(YamlNode node, Base base) throws RefusedException {
    if (!(node instanceof Scalar scalar)) {
      throw RefusedException.expected(node, expected());
    }
    if (scalar.type() == ScalarType.TEXT && WITH_UNIT.matcher(scalar.text()).matches()) {
      throw RefusedException.expected(
          node, "the number alone, such as " + example + "; the key says the unit");
    }
    if (scalar.type() != ScalarType.INTEGER && scalar.type() != ScalarType.NUMBER) {
      throw RefusedException.expected(
          node, expected() + (scalar.type() == ScalarType.TEXT ? ", without quotes" : ""));
    }
    BigDecimal number = decimal(scalar);
    int low = number.compareTo(least);
    int high = number.compareTo(most);
    boolean outside = low < 0 || high > 0 || (belowMost && high == 0);
    if (outside || (whole && number.stripTrailingZeros().scale() > 0)) {
      throw RefusedException.expected(node, expected());
    }
    N value = convert.apply(number);
    if (aboveLeast && value.doubleValue() <= least.doubleValue()) { // perhaps by rounding
      throw RefusedException.expected(node, expected());
    }
    return value;
  }

  private BigDecimal decimal(Scalar scalar) throws RefusedException {
    try {
      if (scalar.text().length() <= LONGEST) {
        return new BigDecimal(scalar.text());
      }
    } catch (NumberFormatException e) {
      // infinite, not a number, or of another base than ten
    }
    throw RefusedException.expected(scalar, expected());
  }

  @Override
  void describe(ObjectNode schema) {
    schema.put("type", whole ? "integer" : "number");
    schema.set(aboveLeast ? "exclusiveMinimum" : "minimum", limit(least));
    schema.set(belowMost ? "exclusiveMaximum" : "maximum", limit(most));
  }

  private JsonNode limit(BigDecimal number) {
    return number.stripTrailingZeros().scale() <= 0
        ? BigIntegerNode.valueOf(number.toBigIntegerExact())
        : DecimalNode.valueOf(number.stripTrailingZeros());
  }

  @Override
  YamlNode typed(String text) {
    return YamlScalars.plain(text.strip(), Place.START);
  }

  @Override
  String shown(N value) {
    return plain(new BigDecimal(value.toString()));
  }

  @Override
  JsonNode json(N value) {
    BigDecimal number = new BigDecimal(value.toString()).stripTrailingZeros();
    return number.scale() <= 0
        ? BigIntegerNode.valueOf(number.toBigIntegerExact())
        : DecimalNode.valueOf(number);
  }
}
