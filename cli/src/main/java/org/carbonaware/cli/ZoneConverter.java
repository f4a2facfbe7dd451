package org.carbonaware.cli;

import org.carbonaware.grid.Zone;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads zone keys; whether there is such a zone, only a source can say. */
final class ZoneConverter implements ITypeConverter<Zone> {
  @Override
  public Zone convert(String text) {
    if (!Zone.isKey(text)) {
      throw new TypeConversionException("'" + text
          + "' is no zone; expected letters, digits, '-' or '_', such as DE or US-CAL-CISO");
    }
    return Zone.of(text);
  }
}
