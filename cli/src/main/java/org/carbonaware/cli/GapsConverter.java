package org.carbonaware.cli;

import org.carbonaware.grid.trace.Gaps;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads what to do with a damaged trace. */
final class GapsConverter implements ITypeConverter<Gaps> {
  @Override
  public Gaps convert(String text) {
    return switch (text) {
      case "fail" -> Gaps.FAIL;
      case "fill" -> Gaps.FILL;
      default -> throw new TypeConversionException("'" + text + "': expected fail or fill");
    };
  }
}
