package org.carbonaware.cli;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.carbonaware.grid.Basis;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads what an intensity counts, by the word used in files and reports. */
final class BasisConverter implements ITypeConverter<Basis> {
  @Override
  public Basis convert(String text) {
    return Arrays.stream(Basis.values())
        .filter(basis -> basis.label().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(() -> new TypeConversionException("'" + text + "' is no basis; expected "
            + Arrays.stream(Basis.values()).map(Basis::label).collect(Collectors.joining(" or "))));
  }
}
