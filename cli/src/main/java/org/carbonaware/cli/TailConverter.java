package org.carbonaware.cli;

import org.carbonaware.simulate.Tail;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads what to do at the end of a trace. */
final class TailConverter implements ITypeConverter<Tail> {
  @Override
  public Tail convert(String text) {
    return switch (text) {
      case "skip" -> Tail.SKIP;
      case "truncate" -> Tail.TRUNCATE;
      default -> throw new TypeConversionException("'" + text + "': expected skip or truncate");
    };
  }
}
